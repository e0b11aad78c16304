import type { ProjectDatabase } from '../../../../src/app/annotate/project/projectDatabase.ts';
import { createProjectDatabase } from '../../../../src/app/annotate/project/projectDatabase.ts';
import { createProjectNews } from '../../../../src/app/annotate/project/projectNews.ts';
import type { SessionEnvironment } from '../../../../src/app/annotate/project/sessionEnvironment.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import type { SaveState } from '../../../../src/app/storage/saveState.ts';
import { fakeLocks } from './fakeLocks.ts';

let databases = 0;

/** A name of a database that no other test uses. */
export function freshName(): string {
  databases += 1;
  return `projects-${databases}`;
}

/** One browser: its tabs share storage and locks. */
export interface FakeBrowser {
  /** What a tab sees; `change` puts a database that misbehaves in the place of the real one. */
  tab(change?: (database: ProjectDatabase) => ProjectDatabase): SessionEnvironment;
}

export function fakeBrowser(): FakeBrowser {
  const name = freshName();
  const locks = fakeLocks();
  let nowMs = 1000;
  return {
    tab: (change = (database) => database) => ({
      database: change(createProjectDatabase(name)),
      locks,
      news: createProjectNews(),
      nowMs: () => {
        nowMs += 1;
        return nowMs;
      },
    }),
  };
}

/** Waits until a condition holds; a test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export function saveKind(session: ProjectSession): SaveState['kind'] {
  return session.getSnapshot().save.kind;
}

/** An operation that browsers refuse when the disk is full. */
export function quotaExceeded(): Promise<never> {
  return Promise.reject(new DOMException('The quota has been exceeded.', 'QuotaExceededError'));
}
