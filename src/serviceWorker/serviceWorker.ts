import type { BuildFiles, FromServiceWorker, ToServiceWorker } from './buildFiles.ts';
import { HEADERS } from './headers.ts';
import type { SharedCache, SharedName } from './shared.ts';

declare const __BUILD_FILES__: BuildFiles;

const scope = self as unknown as ServiceWorkerGlobalScope;
const { hashes, unpacked, shell, parts } = __BUILD_FILES__;
/** One cache for all builds: its keys hold the content's hash, so that builds never mix. */
const CACHE = 'handlens-files';
const SHARED_CACHE: SharedCache = 'handlens-shared';
const SHARED_NAME: SharedName = 'x-file-name';
/** Address below the page's folder that pictures are shared to, and their name in the form, as in `app.webmanifest`. */
const SHARE_PATH = 'share';
const SHARED_FILES = 'pictures';

scope.addEventListener('install', (event) => {
  event.waitUntil(keepAll(shell, () => {}));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOldFiles().then(() => scope.clients.claim()));
});

scope.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  if (message.type === 'take-over') {
    event.waitUntil(scope.skipWaiting());
    return;
  }
  const answer = (said: FromServiceWorker): void => event.source?.postMessage(said);
  event.waitUntil(
    keepAll(parts, (done, total) => answer({ type: 'kept', done, total })).catch(() =>
      answer({ type: 'keep-failed' }),
    ),
  );
});

scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'POST' && url === new URL(SHARE_PATH, scope.registration.scope).href) {
    event.respondWith(takeShared(event.request));
    return;
  }
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(respond(path, event.request));
});

/** Lays shared files down for the page, which comes for them. */
async function takeShared(request: Request): Promise<Response> {
  const page = new URL('./#documents', scope.registration.scope).href;
  const files = (await request.formData()).getAll(SHARED_FILES);
  const cache = await caches.open(SHARED_CACHE);
  for (const [index, file] of files.entries()) {
    if (typeof file === 'string') continue;
    const headers = { 'content-type': file.type, [SHARED_NAME]: encodeURIComponent(file.name) };
    const key = new URL(`${SHARE_PATH}/${Date.now()}-${index}`, scope.registration.scope);
    await cache.put(key, new Response(file, { headers }));
  }
  return Response.redirect(page, 303);
}

/** Path below this page's folder where it is a file of this build, else null. */
function pathOf({ method, mode, url }: Request): string | null {
  const { scope: folder } = scope.registration;
  if (method !== 'GET' || !url.startsWith(folder)) return null;
  const path = decodeURIComponent(url.slice(folder.length).replace(/[?#].*$/, ''));
  if (mode === 'navigate' && (path === '' || path === 'index.html')) return '';
  return Object.hasOwn(hashes, path) ? path : null;
}

async function respond(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(path));
  if (kept !== undefined) return isolated(kept);
  const response = await fetch(request);
  if (response.status === 200 && !request.headers.has('Range')) {
    // It is passed on as it comes; only what proves to be of this build is kept.
    keepChecked(path, response.clone()).catch(() => {});
  }
  return isolated(response);
}

function isolated(response: Response): Response {
  // A redirected or opaque answer may not be rebuilt.
  if (response.type === 'opaque' || response.redirected || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

async function keepAll(
  paths: readonly string[],
  progress: (done: number, total: number) => void,
): Promise<void> {
  const cache = await caches.open(CACHE);
  let done = 0;
  for (const path of paths) {
    if ((await cache.match(keyOf(path))) === undefined) {
      const response = await fetch(new URL(path, scope.registration.scope), { cache: 'no-cache' });
      await keepChecked(path, response);
    }
    done += 1;
    progress(done, paths.length);
  }
}

/** @throws Error where the file is not the one of this build: the server has another one by now */
async function keepChecked(path: string, response: Response): Promise<void> {
  if (response.status !== 200) throw new Error(`${response.status} for ${path}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hash !== hashes[path] && hash !== unpacked[path])
    throw new Error(`${path} is of another build`);
  const type = response.headers.get('content-type');
  const headers: HeadersInit = {
    'content-length': String(bytes.byteLength),
    ...(type === null ? {} : { 'content-type': type }),
  };
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(path), new Response(bytes, { headers }));
}

function keyOf(path: string): URL {
  const key = new URL(path, scope.registration.scope);
  key.search = `build=${hashes[path]}`;
  return key;
}

/** Frees what only earlier builds have, unless a tab may still need it. */
async function dropOldFiles(): Promise<void> {
  const open = await scope.clients.matchAll({ includeUncontrolled: true });
  if (open.length > 1) return;
  const cache = await caches.open(CACHE);
  const ours = new Set(Object.keys(hashes).map((path) => keyOf(path).href));
  for (const request of await cache.keys()) {
    if (!ours.has(request.url)) await cache.delete(request);
  }
}
