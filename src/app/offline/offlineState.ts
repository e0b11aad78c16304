import { useSyncExternalStore } from 'react';
import type { FromServiceWorker, ToServiceWorker } from '../../serviceWorker/buildFiles.ts';

/** How far the page is from working without a network. */
export type OfflineState =
  /** Not served over https, private window, an old browser, or development. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'keeping'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly first: boolean };

interface Offline {
  readonly state: OfflineState;
  /** A newer build waits to take over. */
  readonly update: ServiceWorker | null;
}

let current: Offline = { state: { kind: 'unavailable' }, update: null };
let started = false;
const listeners = new Set<() => void>();

function change(part: Partial<Offline>): void {
  current = { ...current, ...part };
  for (const listener of listeners) listener();
}

export function useOffline(): Offline {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

function send(to: ServiceWorker | null, message: ToServiceWorker): void {
  to?.postMessage(message);
}

/** Registers the service worker and has it keep every part of the page, once. */
export function keepOffline(): void {
  if (started || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  started = true;
  const container = navigator.serviceWorker;
  const known = container.controller !== null;
  container.addEventListener('message', ({ data }: MessageEvent<FromServiceWorker>) => {
    if (data.type === 'keep-failed') change({ state: { kind: 'failed' } });
    else if (data.done < data.total) {
      change({ state: { kind: 'keeping', done: data.done, total: data.total } });
    } else change({ state: { kind: 'ready', first: !known } });
  });
  container
    .register(new URL('./sw.js', document.baseURI))
    .then(async (registration) => {
      watchUpdates(registration);
      send((await container.ready).active, { type: 'keep' });
    })
    .catch(() => change({ state: { kind: 'unavailable' } }));
}

function watchUpdates(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    const { waiting, active } = registration;
    if (waiting !== null && active !== null) change({ update: waiting });
  };
  look();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
}

/** Loads the newer build, in this tab. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  });
  send(current.update, { type: 'take-over' });
}
