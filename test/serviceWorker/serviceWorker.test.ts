import { afterEach, describe, expect, test, vi } from 'vitest';
import { buildOf, fakeBrowser } from './browser.ts';

const SHELL = ['', 'assets/page-1.js'];
const FIRST = {
  '': 'page one',
  'assets/page-1.js': 'script one',
  'assets/air-1.js': 'air one',
  'models/reader.bin': 'weights',
};
const NEXT_SHELL = ['', 'assets/page-2.js'];
const NEXT = {
  '': 'page two',
  'assets/page-2.js': 'script two',
  'assets/air-2.js': 'air two',
  'models/reader.bin': 'weights',
};

afterEach(() => vi.unstubAllGlobals());

async function firstVisit() {
  const browser = fakeBrowser(FIRST);
  const worker = await browser.start(buildOf(FIRST, SHELL));
  await worker.install();
  await worker.activate();
  return { browser, worker };
}

describe('a first visit', () => {
  test('keeps the shell before it takes over, and the rest when it is asked', async () => {
    const { browser, worker } = await firstVisit();
    expect(browser.cached()).toHaveLength(2);
    expect(await worker.keep()).toEqual([
      { type: 'kept', done: 1, total: 2 },
      { type: 'kept', done: 2, total: 2 },
    ]);
    browser.state.online = false;
    for (const [path, text] of Object.entries(FIRST)) {
      expect(await (await worker.answer(path))?.text()).toBe(text);
    }
  });

  test('adds the headers that the host may not send', async () => {
    const { worker } = await firstVisit();
    const headers = (await worker.answer(''))?.headers;
    expect(headers?.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(headers?.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers?.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  });

  test('leaves other addresses to the network', async () => {
    const { worker } = await firstVisit();
    expect(await worker.answer('licences.md')).toBeNull();
    expect(await worker.answer('../other.html')).toBeNull();
    expect(await worker.answer('', { method: 'POST', body: 'x' })).toBeNull();
  });
});

describe('a new build', () => {
  test('fetches what is new alone, and never mixes with the one before', async () => {
    const { browser, worker: old } = await firstVisit();
    await old.keep();
    browser.state.server = NEXT;
    browser.state.asked = [];
    browser.state.tabs = 2;
    const next = await browser.start(buildOf(NEXT, NEXT_SHELL));
    await next.install();
    await next.keep();
    expect(browser.state.asked.toSorted()).toEqual(['', 'assets/air-2.js', 'assets/page-2.js']);
    // The open tab goes on with its own files, those that the server has no more included.
    expect(await (await old.answer(''))?.text()).toBe('page one');
    expect(await (await old.answer('assets/air-1.js'))?.text()).toBe('air one');
    expect(await (await next.answer(''))?.text()).toBe('page two');
    await next.activate();
    expect(await (await old.answer('assets/air-1.js'))?.text()).toBe('air one');
  });

  test('lets the old files go once no other tab needs them', async () => {
    const { browser, worker: old } = await firstVisit();
    await old.keep();
    browser.state.server = NEXT;
    const next = await browser.start(buildOf(NEXT, NEXT_SHELL));
    await next.install();
    await next.keep();
    expect(browser.cached()).toHaveLength(7);
    await next.activate();
    expect(browser.cached()).toHaveLength(4);
    browser.state.online = false;
    expect(await (await next.answer('models/reader.bin'))?.text()).toBe('weights');
  });

  test('that is on the server already is not taken for the one before', async () => {
    const browser = fakeBrowser(FIRST);
    const worker = await browser.start(buildOf(FIRST, SHELL));
    await worker.install();
    browser.state.server = { ...NEXT, 'models/reader.bin': 'other weights' };
    expect(await worker.keep()).toEqual([{ type: 'keep-failed' }]);
    // It is passed on, for the page to judge by its hash, and not kept.
    expect(await (await worker.answer('models/reader.bin'))?.text()).toBe('other weights');
    expect(browser.cached()).toHaveLength(2);
  });

  test('whose shell cannot be had whole does not take over', async () => {
    const { browser } = await firstVisit();
    browser.state.server = { ...NEXT, 'assets/page-2.js': '<html>not found</html>' };
    const next = await browser.start(buildOf(NEXT, NEXT_SHELL));
    await expect(next.install()).rejects.toThrow(/another build/);
  });
});

test('pictures that another app shares are laid down for the page, names and all', async () => {
  const { browser, worker } = await firstVisit();
  const form = new FormData();
  form.append('pictures', new File(['jpeg'], 'Zettel ä.jpg', { type: 'image/jpeg' }));
  form.append('pictures', new File(['png'], 'b.png', { type: 'image/png' }));
  form.append('pictures', 'no file');
  const answer = await worker.answer('share', { method: 'POST', body: form });
  expect(answer?.status).toBe(303);
  expect(answer?.headers.get('location')).toBe('https://example.org/tools/handlens/#documents');
  const cache = await browser.caches.open('handlens-shared');
  const kept = await Promise.all((await cache.keys()).map(({ url }) => cache.match(new URL(url))));
  expect(kept.map((one) => decodeURIComponent(one?.headers.get('x-file-name') ?? ''))).toEqual([
    'Zettel ä.jpg',
    'b.png',
  ]);
  expect(await kept[0]?.text()).toBe('jpeg');
});
