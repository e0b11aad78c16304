import { OpenProject } from './openProject.ts';
import { emptyProject } from './project.ts';
import { createProjectDatabase } from './projectDatabase.ts';
import { createProjectNews } from './projectNews.ts';
import type { SessionEnvironment } from './sessionEnvironment.ts';
import type { ProjectStore } from './sessionState.ts';

/** The projects of this browser; `environment` is given by tests only. */
export function createProjectStore(environment: SessionEnvironment = thisBrowser()): ProjectStore {
  const { database, news, nowMs } = environment;
  return {
    list: () => database.list(),
    onListChange: (listener) => news.listen(listener),
    create: (name) =>
      OpenProject.create(emptyProject(name.trim() || 'Project', nowMs()), environment),
    open: (projectId) => OpenProject.open(projectId, environment),
    async rename(projectId, name) {
      if (name.trim() === '') return;
      await database.rename(projectId, name.trim());
      news.tell({ type: 'renamed', projectId, name: name.trim() });
    },
    async remove(projectId) {
      await database.remove(projectId);
      news.tell({ type: 'removed', projectId });
    },
    model: (projectId) => database.model(projectId),
    keepModel: (projectId, model) => database.keepModel(projectId, model),
    keepStorage: async () => (await navigator.storage?.persist?.()) ?? false,
  };
}

function thisBrowser(): SessionEnvironment {
  return {
    database: createProjectDatabase(),
    locks: navigator.locks ?? null,
    news: createProjectNews(),
    nowMs: Date.now,
  };
}
