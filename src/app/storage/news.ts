/** Carries news of what is stored to everyone on this page and in other tabs. */
export interface News<Event> {
  tell(event: Event): void;
  /** Calls back for every event, those told here included; gives the function that ends it. */
  listen(listener: (event: Event, fromOtherTab: boolean) => void): () => void;
}

/** @param name of the channel that tabs share */
export function createNews<Event>(name: string): News<Event> {
  const channel = new BroadcastChannel(name);
  const listeners = new Set<(event: Event, fromOtherTab: boolean) => void>();
  channel.onmessage = ({ data }: MessageEvent<Event>) => {
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
