import { useEffect } from 'react';
import type { SharedCache, SharedName } from '../../serviceWorker/shared.ts';
import { openInDocuments } from './openInDocuments.ts';

const SHARED_CACHE: SharedCache = 'handlens-shared';
const SHARED_NAME: SharedName = 'x-file-name';

interface LaunchQueue {
  setConsumer(
    consumer: (launch: {
      readonly files: readonly FileSystemFileHandle[];
      readonly targetURL?: string;
    }) => void,
  ): void;
}

/** Opens what another app shared with this one, or what the system was told to open with it. */
export function useIncomingFiles(): void {
  useEffect(() => {
    if ('launchQueue' in window) {
      (window.launchQueue as LaunchQueue).setConsumer(({ files, targetURL }) => {
        // A shortcut to a part of the page that is open already.
        const { hash } = new URL(targetURL ?? '', location.href);
        if (hash !== '') location.hash = hash;
        void Promise.all(files.map((handle) => handle.getFile())).then(openInDocuments, () => {});
      });
    }
    void sharedFiles().then(openInDocuments, () => {});
  }, []);
}

/** Files that the service worker laid down; each is given once. */
async function sharedFiles(): Promise<readonly File[]> {
  if (!('caches' in window) || !(await caches.has(SHARED_CACHE))) return [];
  const cache = await caches.open(SHARED_CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    // Another tab may have been faster.
    if (!response || !(await cache.delete(request))) continue;
    const name = decodeURIComponent(response.headers.get(SHARED_NAME) ?? 'picture');
    const blob = await response.blob();
    files.push(new File([blob], name, { type: blob.type }));
  }
  return files;
}
