/** The files of one build, as `build/serviceWorkerFiles.ts` writes them into the service worker. */
export interface BuildFiles {
  /** SHA-256 by path below the page's folder, hex; the page itself is `''`. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The same of packed files after unpacking: some hosts name the packing as an encoding. */
  readonly unpacked: Readonly<Record<string, string>>;
  /** What the page cannot start without: kept before the service worker takes over. */
  readonly shell: readonly string[];
  /** What is kept in the background, so that everything works without a network. */
  readonly parts: readonly string[];
}

/** Page → service worker. */
export type ToServiceWorker =
  /** Fetch what is not kept yet. */
  | { readonly type: 'keep' }
  /** Take over from the build before, now. */
  | { readonly type: 'take-over' };

/** Service worker → page. */
export type FromServiceWorker =
  | { readonly type: 'kept'; readonly done: number; readonly total: number }
  | { readonly type: 'keep-failed' };
