import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import type { BuildFiles } from '../../src/serviceWorker/buildFiles.ts';

const FOLDER = 'https://example.org/tools/handlens/';

/** The files that a server has, by path below the page's folder; the page itself is `''`. */
export type Site = Readonly<Record<string, string>>;

/** The list that a build writes into its service worker. */
export function buildOf(site: Site, shell: readonly string[]): BuildFiles {
  const paths = Object.keys(site);
  const sha256 = (text = '') => createHash('sha256').update(text).digest('hex');
  return {
    hashes: Object.fromEntries(paths.map((path) => [path, sha256(site[path])])),
    unpacked: {},
    shell,
    parts: paths.filter((path) => !shell.includes(path)),
  };
}

/** One browser with one site: its caches outlive service workers; `server` may change under it. */
export function fakeBrowser(server: Site) {
  const stores = new Map<string, Map<string, Response>>();
  const state = { server, online: true, tabs: 1, asked: [] as string[] };
  const urlOf = (key: Request | URL | string) => (key instanceof Request ? key.url : String(key));
  const caches = {
    has: async (name: string) => stores.has(name),
    async open(name: string) {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return {
        match: async (key: URL) => store.get(urlOf(key))?.clone(),
        put: async (key: URL, response: Response) => void store.set(urlOf(key), response),
        delete: async (key: Request) => store.delete(urlOf(key)),
        keys: async () => [...store.keys()].map((url) => new Request(url)),
      };
    },
  };
  const fetch = async (from: Request | URL): Promise<Response> => {
    const path = urlOf(from)
      .slice(FOLDER.length)
      .replace(/[?#].*$/, '');
    state.asked.push(path);
    if (!state.online) throw new TypeError('Failed to fetch');
    const text = state.server[path];
    return new Response(text ?? 'gone', { status: text === undefined ? 404 : 200 });
  };

  /** Starts the service worker of a build, as the browser does after it found it to be another one. */
  async function start(build: BuildFiles) {
    const listeners = new Map<string, (event: object) => void>();
    vi.stubGlobal('caches', caches);
    vi.stubGlobal('fetch', fetch);
    vi.stubGlobal('__BUILD_FILES__', build);
    vi.stubGlobal('self', {
      registration: { scope: FOLDER },
      clients: { matchAll: async () => Array(state.tabs).fill({}), claim: async () => {} },
      skipWaiting: async () => {},
      addEventListener: (type: string, listener: (event: object) => void) =>
        listeners.set(type, listener),
    });
    vi.resetModules();
    await import('../../src/serviceWorker/serviceWorker.ts');
    const happen = async (type: string, event: object = {}): Promise<void> => {
      const work: Promise<unknown>[] = [];
      listeners.get(type)?.({ ...event, waitUntil: (done: Promise<unknown>) => work.push(done) });
      await Promise.all(work);
    };
    return {
      install: () => happen('install'),
      activate: () => happen('activate'),
      async keep() {
        const said: unknown[] = [];
        const source = { postMessage: (message: unknown) => said.push(message) };
        await happen('message', { data: { type: 'keep' }, source });
        return said;
      },
      /** What the page gets for a request; null where the worker leaves it to the network. */
      async answer(path: string, init: RequestInit = {}): Promise<Response | null> {
        let answer: Promise<Response> | null = null;
        const request = new Request(new URL(path, FOLDER), init);
        listeners.get('fetch')?.({
          request,
          respondWith: (response: Promise<Response>) => {
            answer = response;
          },
        });
        return answer;
      },
    };
  }
  const cached = () => [...(stores.get('handlens-files')?.keys() ?? [])];
  return { state, start, caches, cached };
}
