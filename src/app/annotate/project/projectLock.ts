/** How long the tab that writes may take to save and let go before the lock is taken from it, ms. */
const LET_GO_MS = 1500;
/** A page that is loaded again lets go of its lock a moment after the new one asks, ms. */
const RELOAD_MS = 250;

export interface ProjectLockOptions {
  readonly projectId: string;
  readonly locks: LockManager;
  /** Saves what is open; called before the lock is handed to another tab. */
  readonly beforeLettingGo: () => Promise<unknown>;
  /** The lock came (an earlier writer closed) or went (another tab took it). */
  readonly onChange: (held: boolean) => void;
}

type LockMessage =
  | { readonly type: 'let-go'; readonly projectId: string }
  | { readonly type: 'let-gone'; readonly projectId: string };

const CHANNEL = 'handlens-project-lock';

/**
 * The right to write a project, held by one tab at a time (Web Locks). A tab that does not get it
 * waits in line and is told when the writer has gone.
 */
export class ProjectLock {
  readonly #options: ProjectLockOptions;
  readonly #channel = new BroadcastChannel(CHANNEL);
  #release: (() => void) | null = null;
  #waiting: AbortController | null = null;
  #closed = false;

  constructor(options: ProjectLockOptions) {
    this.#options = options;
    this.#channel.onmessage = (event: MessageEvent<LockMessage>) => {
      if (event.data.projectId !== options.projectId || event.data.type !== 'let-go') return;
      void this.#letGo();
    };
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /** Tries to get the lock; where another tab has it, waits in line and says false. */
  async acquire(): Promise<boolean> {
    this.#waitInLine();
    await this.#until(() => this.held, RELOAD_MS);
    return this.held;
  }

  /** Gets the lock from whoever has it: asked first to save and let go, then not asked any more. */
  async takeOver(): Promise<void> {
    if (this.held) return;
    this.#waiting?.abort();
    const gone = this.#answer();
    this.#channel.postMessage({ type: 'let-go', projectId: this.#options.projectId });
    await gone;
    this.#request({ steal: true });
    await this.#until(() => this.held, LET_GO_MS);
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.abort();
    this.#release?.();
    this.#channel.close();
  }

  /** Steps back for the tab that asked; it needs a moment before this one may stand in line again. */
  async #letGo(): Promise<void> {
    if (!this.held) return;
    await this.#options.beforeLettingGo();
    this.#lose(2 * LET_GO_MS);
    this.#channel.postMessage({ type: 'let-gone', projectId: this.#options.projectId });
  }

  /** Resolves when the other tab has let go, or has had its time. */
  #answer(): Promise<void> {
    return new Promise((resolve) => {
      const channel = new BroadcastChannel(CHANNEL);
      const end = (): void => {
        clearTimeout(timer);
        channel.close();
        resolve();
      };
      const timer = setTimeout(end, LET_GO_MS);
      channel.onmessage = (event: MessageEvent<LockMessage>) => {
        const { type, projectId } = event.data;
        if (type === 'let-gone' && projectId === this.#options.projectId) end();
      };
    });
  }

  #waitInLine(): void {
    if (this.#closed) return;
    this.#waiting = new AbortController();
    this.#request({ signal: this.#waiting.signal });
  }

  #request(options: LockOptions): void {
    const { locks, projectId } = this.#options;
    let release: (() => void) | null = null;
    locks
      .request(`handlens-project-${projectId}`, options, () => {
        if (this.#closed || this.held) return undefined;
        return new Promise<void>((resolve) => {
          release = resolve;
          this.#release = resolve;
          this.#options.onChange(true);
        });
      })
      .catch(() => {
        // Rejects where the wait was ended, or where the lock that we held was stolen.
        if (release && release === this.#release) this.#lose(0);
      });
  }

  /** The lock is gone; this tab gets in line again, for when the other one closes. */
  #lose(pauseMs: number): void {
    this.#release?.();
    this.#release = null;
    if (this.#closed) return;
    this.#options.onChange(false);
    setTimeout(() => this.held || this.#waitInLine(), pauseMs);
  }

  async #until(condition: () => boolean, withinMs: number): Promise<void> {
    const end = performance.now() + withinMs;
    while (!condition() && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
