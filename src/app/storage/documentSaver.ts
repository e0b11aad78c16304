import type { SaveState, SaveTrouble } from './saveState.ts';

/** Time in which changes gather before they are written together, ms: well inside a second. */
const GATHER_MS = 200;
/** Pause before what failed is tried again, ms. */
const RETRY_MS = 4000;
/** Copies of picture files written at a time: changes made meanwhile wait no longer than this takes. */
const CHUNK_FILES = 16;
const CHUNK_BYTES = 32_000_000;

/** What waits to be written of a document. */
export interface Unwritten {
  readonly partIds: ReadonlySet<string>;
  /** Entries of the history from here on; null where none changed. */
  readonly historyFrom: number | null;
}

/** Writes to storage; both throw as a whole or have written as a whole. */
export interface SaverTarget<Source> {
  writeDocument(unwritten: Unwritten): Promise<void>;
  writeSources(sources: ReadonlyMap<string, Source>): Promise<void>;
  sizeOf(source: Source): number;
  /** What an error means, and whether trying again can help. */
  trouble(error: unknown): { readonly trouble: SaveTrouble; readonly final: boolean };
}

/**
 * Saves what changed, soon and in order: the document first, then copies of picture files. What
 * could not be written stays here and is tried again until it is.
 */
export class DocumentSaver<Source> {
  readonly #target: SaverTarget<Source>;
  readonly #onState: (state: SaveState) => void;
  readonly #partIds = new Set<string>();
  #historyFrom: number | null = null;
  #documentDirty = false;
  readonly #sources = new Map<string, Source>();
  #documentTrouble: SaveTrouble | null = null;
  #sourceTrouble: SaveTrouble | null = null;
  #final = false;
  #timer: { readonly id: ReturnType<typeof setTimeout>; readonly dueMs: number } | null = null;
  #writing: Promise<void> | null = null;
  #state: SaveState = { kind: 'saved' };

  constructor(target: SaverTarget<Source>, onState: (state: SaveState) => void) {
    this.#target = target;
    this.#onState = onState;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** A copy that is not in storage yet; null where it is, or never was given. */
  waitingSource(partId: string): Source | null {
    return this.#sources.get(partId) ?? null;
  }

  /** Notes that the document changed, and which parts of it. */
  noteDocument(partIds: Iterable<string>, historyFrom: number | null): void {
    for (const partId of partIds) this.#partIds.add(partId);
    if (historyFrom !== null) {
      this.#historyFrom = Math.min(historyFrom, this.#historyFrom ?? historyFrom);
    }
    this.#documentDirty = true;
    this.#schedule(GATHER_MS);
    this.#tell();
  }

  noteSources(sources: ReadonlyMap<string, Source>): void {
    for (const [partId, source] of sources) this.#sources.set(partId, source);
    this.#schedule(GATHER_MS);
    this.#tell();
  }

  /** Writes all that waits now. True where everything is saved. */
  async saveNow(): Promise<boolean> {
    this.#unschedule();
    await this.#writing;
    if (!this.#clean && !this.#final) {
      await this.#write();
      this.#scheduleRest();
    }
    return this.#clean;
  }

  /** Nothing is written any more, for example because another tab writes now. */
  stop(trouble: SaveTrouble): void {
    this.#final = true;
    this.#unschedule();
    if (!this.#clean || this.#writing) this.#documentTrouble = trouble;
    this.#tell();
  }

  /** What was saved is gone, and nothing is written any more. */
  lose(trouble: SaveTrouble): void {
    this.#documentDirty = true;
    this.stop(trouble);
  }

  get #clean(): boolean {
    return !this.#documentDirty && this.#sources.size === 0;
  }

  /** Writes after a pause; a write that was to come later comes then as well. */
  #schedule(delayMs: number): void {
    const dueMs = performance.now() + delayMs;
    if (this.#writing || this.#final || (this.#timer && this.#timer.dueMs <= dueMs)) return;
    this.#unschedule();
    const id = setTimeout(() => {
      this.#timer = null;
      void this.#write().then(() => this.#scheduleRest());
    }, delayMs);
    this.#timer = { id, dueMs };
  }

  #scheduleRest(): void {
    if (this.#clean) return;
    this.#schedule(this.#documentTrouble || this.#sourceTrouble ? RETRY_MS : GATHER_MS);
  }

  #unschedule(): void {
    if (this.#timer) clearTimeout(this.#timer.id);
    this.#timer = null;
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
      this.#tell();
    });
    return this.#writing;
  }

  /** Goes on until all is written or something fails; the document comes before every chunk. */
  async #writeAll(): Promise<void> {
    while (!this.#final) {
      if (this.#documentDirty) {
        if (!(await this.#writeDocument())) return;
      } else if (this.#sources.size > 0) {
        if (!(await this.#writeChunk())) return;
      } else return;
    }
  }

  async #writeDocument(): Promise<boolean> {
    const unwritten = { partIds: new Set(this.#partIds), historyFrom: this.#historyFrom };
    this.#partIds.clear();
    this.#historyFrom = null;
    this.#documentDirty = false;
    try {
      await this.#target.writeDocument(unwritten);
      this.#documentTrouble = null;
      return true;
    } catch (error) {
      this.#documentDirty = true;
      for (const partId of unwritten.partIds) this.#partIds.add(partId);
      const { historyFrom } = unwritten;
      if (historyFrom !== null) {
        this.#historyFrom = Math.min(historyFrom, this.#historyFrom ?? historyFrom);
      }
      this.#documentTrouble = this.#judge(error);
      return false;
    }
  }

  async #writeChunk(): Promise<boolean> {
    const chunk = this.#nextChunk();
    try {
      await this.#target.writeSources(chunk);
      for (const [partId, source] of chunk) {
        if (this.#sources.get(partId) === source) this.#sources.delete(partId);
      }
      this.#sourceTrouble = null;
      this.#tell();
      return true;
    } catch (error) {
      this.#sourceTrouble = this.#judge(error);
      // One file that cannot be read must not keep the others out: they come first next time.
      for (const [partId, source] of chunk) {
        if (this.#sources.delete(partId)) this.#sources.set(partId, source);
      }
      return false;
    }
  }

  #nextChunk(): ReadonlyMap<string, Source> {
    const most = this.#sourceTrouble ? 1 : CHUNK_FILES;
    const chunk = new Map<string, Source>();
    let bytes = 0;
    for (const [partId, source] of this.#sources) {
      bytes += this.#target.sizeOf(source);
      if (chunk.size > 0 && (chunk.size >= most || bytes > CHUNK_BYTES)) break;
      chunk.set(partId, source);
    }
    return chunk;
  }

  #judge(error: unknown): SaveTrouble {
    const { trouble, final } = this.#target.trouble(error);
    this.#final ||= final;
    return trouble;
  }

  #tell(): void {
    const next = this.#currentState();
    const same =
      next.kind === this.#state.kind &&
      (next.kind !== 'saving' ||
        (this.#state.kind === 'saving' && next.picturesLeft === this.#state.picturesLeft)) &&
      (next.kind !== 'unsaved' ||
        (this.#state.kind === 'unsaved' && next.trouble === this.#state.trouble));
    if (same) return;
    this.#state = next;
    this.#onState(next);
  }

  #currentState(): SaveState {
    const trouble = this.#documentTrouble ?? this.#sourceTrouble;
    if (this.#clean && !this.#writing) return { kind: 'saved' };
    if (trouble) return { kind: 'unsaved', trouble };
    return { kind: 'saving', picturesLeft: this.#sources.size };
  }
}
