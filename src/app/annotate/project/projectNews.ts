import { createNews, type News } from '../../storage/news.ts';

/** What tabs tell each other of projects in storage. */
export type ProjectEvent =
  | { readonly type: 'saved'; readonly projectId: string }
  | { readonly type: 'renamed'; readonly projectId: string; readonly name: string }
  | { readonly type: 'removed'; readonly projectId: string };

export type ProjectNews = News<ProjectEvent>;

export function createProjectNews(): ProjectNews {
  return createNews('handlens-project-news');
}
