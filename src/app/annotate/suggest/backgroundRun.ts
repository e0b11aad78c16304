import { imageOf, type ProjectImage } from '../project/project.ts';
import { unmeasured, unsuggested, waitingSuggestions } from '../project/reviewQueue.ts';
import type { ProjectSession } from '../project/sessionState.ts';
import type { Found } from './suggestions.ts';

/** Suggesting for all pictures while the person works on. */
export type BackgroundState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running' | 'paused';
      readonly done: number;
      readonly total: number;
    };

/** What finds things in one picture. @throws ReadingError */
export type FindInPicture = (
  file: Blob,
  image: ProjectImage,
  signal: AbortSignal,
) => Promise<readonly Found[]>;

interface BackgroundParts {
  readonly session: ProjectSession;
  /** Puts what was found into the project: as suggestions, or only to measure the model. */
  readonly put: (image: ProjectImage, found: readonly Found[]) => void;
  /** Said when all is done, where the suggestions show it. */
  readonly say: (words: string) => void;
  /** Told where nothing else shows what came of it. */
  readonly tell: (words: string) => void;
}

/**
 * Goes through the pictures one by one; can be paused, and goes on after a reload, because what is
 * done stands in the project. Each picture is asked for anew, so that what the person verifies,
 * draws or removes meanwhile counts.
 */
export class BackgroundRun {
  readonly #parts: BackgroundParts;
  readonly #listeners = new Set<() => void>();
  #state: BackgroundState = { kind: 'idle' };
  #abort = new AbortController();
  /** Pictures that could not be read in this run. */
  #unread = new Set<string>();

  constructor(parts: BackgroundParts) {
    this.#parts = parts;
    const { project } = parts.session.getSnapshot();
    const left = this.#waiting().length;
    // A run that a reload or a crash cut short waits to be gone on with.
    if (project.settings.suggestsAll && left > 0) {
      this.#state = { kind: 'paused', done: 0, total: left };
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): BackgroundState => this.#state;

  /** Begins, or goes on after a pause. */
  async start(find: FindInPicture): Promise<void> {
    if (this.#state.kind === 'running') return;
    const before = this.#state;
    const done = before.kind === 'paused' ? before.done : 0;
    if (before.kind === 'idle') this.#unread = new Set();
    // More may have come while it paused.
    const total = done + this.#waiting().length;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#note(true);
    this.#become({ kind: 'running', done, total });
    for (;;) {
      const [image] = this.#waiting();
      if (image === undefined) break;
      await this.#lookAt(image, find, signal);
      if (signal.aborted) return;
      const now = this.getState();
      if (now.kind !== 'running') return;
      this.#become({ kind: 'running', done: now.done + 1, total: Math.max(total, now.done + 1) });
    }
    this.#note(false);
    this.#become({ kind: 'idle' });
    const unread = this.#unread.size;
    const unreadable = unread === 1 ? '1 picture' : `${unread} pictures`;
    const { shown, below } = waitingSuggestions(this.#parts.session.getSnapshot().project);
    if (unread > 0) this.#parts.tell(`${unreadable} could not be read`);
    else if (shown + below > 0) this.#parts.say('All pictures are done');
    else this.#parts.tell('All pictures are done; nothing is left to review');
  }

  /** Leaves the picture at hand, and waits. */
  pause(): void {
    if (this.#state.kind !== 'running') return;
    this.#abort.abort();
    this.#become({ ...this.#state, kind: 'paused' });
  }

  /** Ends it; what was found stays. */
  stop(): void {
    this.#abort.abort();
    this.#note(false);
    this.#become({ kind: 'idle' });
  }

  /** The desk is left: nothing more is done, and the project goes on saying that it waits. */
  dispose(): void {
    this.#abort.abort();
    this.#listeners.clear();
  }

  #waiting(): readonly ProjectImage[] {
    const { project } = this.#parts.session.getSnapshot();
    return [...unmeasured(project), ...unsuggested(project)].filter(
      ({ id }) => !this.#unread.has(id),
    );
  }

  async #lookAt(image: ProjectImage, find: FindInPicture, signal: AbortSignal): Promise<void> {
    try {
      const file = await this.#parts.session.pictureFile(image.id);
      const found = await find(file, image, signal);
      // The person may have verified or removed it meanwhile.
      const now = imageOf(this.#parts.session.getSnapshot().project, image.id);
      if (!signal.aborted && now !== null) this.#parts.put(now, found);
    } catch {
      // One picture that cannot be read keeps no other from being suggested for.
      if (!signal.aborted) this.#unread.add(image.id);
    }
  }

  #note(suggestsAll: boolean): void {
    this.#parts.session.run({ type: 'settings', settings: { suggestsAll } });
  }

  #become(state: BackgroundState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
