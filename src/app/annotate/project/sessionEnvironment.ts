import type { ProjectDatabase } from './projectDatabase.ts';
import type { ProjectNews } from './projectNews.ts';

/** What a session needs of its browser; tests bring their own. */
export interface SessionEnvironment {
  readonly database: ProjectDatabase;
  /** Null where the browser has none: the tab that opened a project last then is its writer. */
  readonly locks: LockManager | null;
  readonly news: ProjectNews;
  readonly nowMs: () => number;
}
