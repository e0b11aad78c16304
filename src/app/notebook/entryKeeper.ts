import { DocumentSaver } from '../storage/documentSaver.ts';
import type { News } from '../storage/news.ts';
import { type SaveState, storageTrouble } from '../storage/saveState.ts';
import type { EntryContents, EntryKind, EntryPictures, EntrySummary } from './entry.ts';
import { contentOf } from './entryContents.ts';
import { lockEntry, lockedEntries } from './entryLock.ts';
import type { NotebookDatabase } from './notebookDatabase.ts';
import { ShapeError } from './shape.ts';

/** What tabs tell each other of the notebook. */
export type NotebookEvent =
  | { readonly type: 'changed' }
  | { readonly type: 'removed'; readonly id: string };

/** What a notebook lives in; tests give their own. */
export interface NotebookEnvironment {
  readonly database: NotebookDatabase;
  readonly locks: LockManager | null;
  readonly news: News<NotebookEvent>;
  readonly nowMs: () => number;
  /** Whether the person wants work kept at all. */
  readonly keeps: () => boolean;
}

/** Brings what was kept back on its screen; null empties the screen. */
export type ShowEntry<Kind extends EntryKind> = (
  content: EntryContents[Kind] | null,
  pictures: EntryPictures,
) => void;

export interface KeeperState {
  readonly save: SaveState;
  /** What left the screen last and can be had back by one click. */
  readonly putAway: EntrySummary | null;
  /** What came back with the page. */
  readonly resumed: EntrySummary | null;
}

/** An entry as it is in memory. */
export interface Unsaved<Kind extends EntryKind> {
  readonly summary: EntrySummary;
  readonly content: EntryContents[Kind];
  readonly pictures: EntryPictures;
}

/** How asking for an entry ended. */
export type OpenOutcome = 'opened' | 'other-tab' | 'damaged';

/** The entry that is on the screen. */
interface Held<Kind extends EntryKind> {
  readonly id: string;
  readonly createdMs: number;
  readonly saver: DocumentSaver<Blob>;
  readonly unlock: Promise<(() => void) | null>;
  /** Pictures that storage has or was given. */
  readonly pictures: Map<string, Blob>;
  content: EntryContents[Kind];
  changedMs: number;
  isOpen: boolean;
}

/** Work older than this does not come back by itself; it stays in the list, ms. */
const RESUME_MS = 12 * 3600 * 1000;
const NO_PICTURES: EntryPictures = new Map();

/**
 * Keeps what stands on one screen as an entry of the notebook: memory first, storage within a second.
 * A screen that is emptied leaves its entry in the notebook; what comes next is a new one.
 */
export class EntryKeeper<Kind extends EntryKind> {
  readonly kind: Kind;
  readonly #environment: NotebookEnvironment;
  readonly #listeners = new Set<() => void>();
  #show: ShowEntry<Kind> | null = null;
  #held: Held<Kind> | null = null;
  /** The one that left the screen last. */
  #left: Held<Kind> | null = null;
  /** The one on the screen, and those that left it and are not saved yet. */
  readonly #kept = new Set<Held<Kind>>();
  /** The screen is being given another entry: what it says meanwhile is of neither. */
  #showing = false;
  #state: KeeperState = { save: { kind: 'saved' }, putAway: null, resumed: null };

  constructor(kind: Kind, environment: NotebookEnvironment) {
    this.kind = kind;
    this.#environment = environment;
    environment.news.listen((event) => {
      if (event.type === 'removed' && event.id === this.#held?.id) this.#drop();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): KeeperState => this.#state;

  /** Says how the screen shows what was kept; it is asked for once. */
  attach(show: ShowEntry<Kind>): void {
    const isFirst = this.#show === null;
    this.#show = show;
    if (isFirst) void this.#resume().catch(() => {});
  }

  /**
   * Takes what stands on the screen now; null where that is nothing.
   * @param pictures files that belong to it; those it had before need not be given again
   */
  keep(content: EntryContents[Kind] | null, pictures: EntryPictures = NO_PICTURES): void {
    if (this.#showing) return;
    if (content === null) {
      if (this.#held) void this.#putAway(this.#held, true);
      return;
    }
    if (!this.#environment.keeps()) return;
    const held = this.#held ?? this.#begin(content);
    const added = new Map([...pictures].filter(([id]) => !held.pictures.has(id)));
    for (const [id, file] of added) held.pictures.set(id, file);
    if (held.content !== content) {
      held.content = content;
      held.changedMs = this.#environment.nowMs();
      held.saver.noteDocument([], null);
    }
    if (added.size > 0) held.saver.noteSources(added);
  }

  /** Writes what waits. True where everything is saved. */
  saveNow(): Promise<boolean> {
    return this.#held?.saver.saveNow() ?? Promise.resolve(true);
  }

  /** Puts another entry on the screen; what stood there stays in the notebook. */
  async open(id: string): Promise<OpenOutcome> {
    if (id === this.#held?.id) return 'opened';
    const unlock = await lockEntry(id, this.#environment.locks);
    if (unlock === null) return 'other-tab';
    const { database } = this.#environment;
    try {
      const summary = (await database.list()).find((one) => one.id === id);
      const { content, pictures } = await database.load(id);
      if (!summary) throw new ShapeError('It is gone.');
      const read = contentOf(this.kind).fromStored(content);
      if (this.#held) await this.#putAway(this.#held, false);
      this.#become({ putAway: null });
      this.#take(summary, read, pictures, unlock);
      await database.change(id, { isOpen: true });
      return 'opened';
    } catch (error) {
      unlock();
      if (error instanceof ShapeError) return 'damaged';
      throw error;
    }
  }

  /** The notice of what came back or left was seen. */
  dismiss(): void {
    this.#become({ putAway: null, resumed: null });
  }

  /** What storage may not have yet: the entry on the screen, and those that could not be saved. */
  unsaved(): readonly Unsaved<Kind>[] {
    return [...this.#kept].map((held) => ({
      summary: this.#summaryOf(held),
      content: held.content,
      pictures: held.pictures,
    }));
  }

  #begin(content: EntryContents[Kind]): Held<Kind> {
    const left = this.#left;
    const nowMs = this.#environment.nowMs();
    const held =
      left && contentOf(this.kind).comesBack(left.content, content)
        ? this.#hold({ ...left, changedMs: nowMs }, content, left.pictures)
        : this.#hold(
            { id: crypto.randomUUID(), createdMs: nowMs, changedMs: nowMs },
            content,
            NO_PICTURES,
          );
    held.saver.noteDocument([], null);
    this.#become({ putAway: null, resumed: null });
    return held;
  }

  #hold(
    { id, createdMs, changedMs }: Pick<EntrySummary, 'id' | 'createdMs' | 'changedMs'>,
    content: EntryContents[Kind],
    pictures: EntryPictures,
    unlock = lockEntry(id, this.#environment.locks),
  ): Held<Kind> {
    const { database, news } = this.#environment;
    const held: Held<Kind> = {
      ...{ id, createdMs, changedMs, content, unlock, isOpen: true },
      pictures: new Map(pictures),
      saver: new DocumentSaver<Blob>(
        {
          writeDocument: async () => {
            const { toStored, picturesOf } = contentOf(this.kind);
            await database.write({
              summary: this.#summaryOf(held),
              content: toStored(held.content),
              pictures: picturesOf(held.content),
            });
            news.tell({ type: 'changed' });
          },
          writeSources: async (sources) => {
            const still = new Set(contentOf(this.kind).picturesOf(held.content));
            await database.writePictures(
              id,
              new Map([...sources].filter(([one]) => still.has(one))),
            );
          },
          sizeOf: (file) => file.size,
          trouble: (error) => ({ trouble: storageTrouble(error), final: false }),
        },
        () => this.#becomeSaved(held),
      ),
    };
    this.#held = held;
    this.#kept.add(held);
    return held;
  }

  #take(
    summary: EntrySummary,
    content: EntryContents[Kind],
    pictures: EntryPictures,
    unlock: () => void,
  ): void {
    this.#hold(summary, content, pictures, Promise.resolve(unlock));
    this.#showOnScreen(content, pictures);
  }

  #showOnScreen(content: EntryContents[Kind] | null, pictures: EntryPictures): void {
    this.#showing = true;
    try {
      this.#show?.(content, pictures);
    } finally {
      this.#showing = false;
    }
  }

  async #resume(): Promise<void> {
    const { database, locks, nowMs } = this.#environment;
    const entries = await database.list();
    const locked = await lockedEntries(locks);
    const open = entries.filter(
      ({ kind, isOpen, deletedMs }) => kind === this.kind && isOpen && deletedMs === null,
    );
    for (const [index, summary] of open.entries()) {
      const isNew = nowMs() - summary.changedMs < RESUME_MS;
      // What is on another tab's screen is that tab's.
      const unlock =
        index === 0 || !locked.has(summary.id) ? await lockEntry(summary.id, locks) : null;
      if (unlock === null) continue;
      if (isNew && !this.#held && (await this.#bringBack(summary, unlock))) continue;
      unlock();
      await database.change(summary.id, { isOpen: false });
    }
  }

  async #bringBack(summary: EntrySummary, unlock: () => void): Promise<boolean> {
    const { content, pictures } = await this.#environment.database.load(summary.id);
    try {
      const read = contentOf(this.kind).fromStored(content);
      // Something may have been written meanwhile: that stays on the screen.
      if (this.#held) return false;
      this.#become({ resumed: summary });
      this.#take(summary, read, pictures, unlock);
      return true;
    } catch {
      return false;
    }
  }

  async #putAway(held: Held<Kind>, offer: boolean): Promise<void> {
    this.#held = null;
    this.#left = held;
    held.isOpen = false;
    this.#become({ putAway: offer ? this.#summaryOf(held) : null, resumed: null });
    held.saver.noteDocument([], null);
    await held.saver.saveNow();
    (await held.unlock)?.();
  }

  /** It was deleted from the list: nothing of it is written any more, and the screen is emptied. */
  #drop(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    this.#kept.delete(held);
    held.saver.stop(storageTrouble(null));
    void held.unlock.then((unlock) => unlock?.());
    this.#become({ save: { kind: 'saved' }, putAway: null, resumed: null });
    this.#showOnScreen(null, NO_PICTURES);
  }

  #summaryOf(held: Held<Kind>): EntrySummary {
    const { id, createdMs, changedMs, isOpen, content } = held;
    const { textOf, countOf } = contentOf(this.kind);
    return {
      ...{ id, kind: this.kind, name: null, createdMs, changedMs, isOpen, deletedMs: null },
      ...{ text: textOf(content), count: countOf(content) },
    };
  }

  #becomeSaved(changed: Held<Kind>): void {
    if (changed.saver.state.kind === 'saved' && changed !== this.#held) this.#kept.delete(changed);
    const states = [...this.#kept].map(({ saver }) => saver.state);
    const worst = (['unsaved', 'saving'] as const)
      .map((kind) => states.find((state) => state.kind === kind))
      .find((state) => state !== undefined);
    this.#become({ save: worst ?? { kind: 'saved' } });
  }

  #become(part: Partial<KeeperState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
