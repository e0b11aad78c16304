/** What tabs tell each other of projects in storage. */
export type ProjectEvent =
  | { readonly type: 'saved'; readonly projectId: string }
  | { readonly type: 'renamed'; readonly projectId: string; readonly name: string }
  | { readonly type: 'removed'; readonly projectId: string };

/** Carries news of projects to everyone on this page and in other tabs but the one who tells. */
export interface ProjectNews {
  tell(event: ProjectEvent): void;
  /** Calls back for every event, those told here included. */
  listen(listener: (event: ProjectEvent, fromOtherTab: boolean) => void): () => void;
}

export function createProjectNews(): ProjectNews {
  const channel = new BroadcastChannel('handlens-project-news');
  const listeners = new Set<(event: ProjectEvent, fromOtherTab: boolean) => void>();
  channel.onmessage = ({ data }: MessageEvent<ProjectEvent>) => {
    for (const listener of listeners) listener(data, true);
  };
  return {
    tell(event) {
      channel.postMessage(event);
      for (const listener of listeners) listener(event, false);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
