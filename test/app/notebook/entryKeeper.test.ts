import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { EntryContents, EntryPictures } from '../../../src/app/notebook/entry.ts';
import type { Notebook } from '../../../src/app/notebook/notebook.ts';
import { fakeBrowser, liveContent } from './notebooks.ts';

/** What a tab's Live shows. */
function liveScreen(notebook: Notebook) {
  const screen = { shown: null as EntryContents['live'] | null, times: 0 };
  notebook.keepers.live.attach((content) => {
    screen.shown = content;
    screen.times += 1;
  });
  return screen;
}

const texts = (content: EntryContents['live'] | null) =>
  content?.transcript.map(({ reading }) => reading?.text);
const quota = () =>
  Promise.reject(new DOMException('The quota has been exceeded.', 'QuotaExceededError'));

describe('what stands on a screen', () => {
  test('is stored by itself, and is back after a reload', async () => {
    const browser = fakeBrowser();
    const first = browser.tab();
    liveScreen(first);
    first.keepers.live.keep(liveContent('milk', 'eggs'));
    await vi.waitFor(async () => expect(await first.list()).toHaveLength(1));
    expect((await first.list())[0]).toMatchObject({ text: 'milk\neggs', count: 2, isOpen: true });

    const again = browser.killed();
    const screen = liveScreen(again);
    await vi.waitFor(() => expect(texts(screen.shown)).toEqual(['milk', 'eggs']));
    again.keepers.live.keep(liveContent('milk', 'eggs', 'bread'));
    await again.keepers.live.saveNow();
    expect(await again.list()).toHaveLength(1);
  });

  test('is left alone where another tab has it', async () => {
    const browser = fakeBrowser();
    const first = browser.tab();
    liveScreen(first);
    first.keepers.live.keep(liveContent('milk'));
    await first.keepers.live.saveNow();
    const second = browser.tab();
    const screen = liveScreen(second);
    expect(await second.open((await second.list())[0] ?? never())).toBe('other-tab');
    second.keepers.live.keep(liveContent('bread'));
    await second.keepers.live.saveNow();
    expect(screen.shown).toBeNull();
    expect((await second.list()).map(({ text }) => text).toSorted()).toEqual(['bread', 'milk']);
  });

  test('does not come back by itself after a day, but stays in the list', async () => {
    const browser = fakeBrowser();
    const first = browser.tab();
    liveScreen(first);
    first.keepers.live.keep(liveContent('milk'));
    await first.keepers.live.saveNow();
    browser.pass(24 * 3600 * 1000);
    const again = browser.killed();
    const screen = liveScreen(again);
    await vi.waitFor(async () => expect((await again.list())[0]?.isOpen).toBe(false));
    expect(screen.shown).toBeNull();
  });

  test('stays in the notebook when the screen is emptied, and can be had back', async () => {
    const notebook = fakeBrowser().tab();
    const screen = liveScreen(notebook);
    const { live } = notebook.keepers;
    live.keep(liveContent('milk'));
    live.keep(null);
    const { putAway } = live.getSnapshot();
    expect(putAway?.text).toBe('milk');
    await vi.waitFor(async () => expect(await notebook.list()).toHaveLength(1));
    live.keep(liveContent('bread'));
    expect(live.getSnapshot().putAway).toBeNull();
    await live.saveNow();
    expect(await notebook.open(putAway ?? never())).toBe('opened');
    expect(texts(screen.shown)).toEqual(['milk']);
    expect((await notebook.list()).map(({ text }) => text).toSorted()).toEqual(['bread', 'milk']);
  });

  test('that storage refuses is told, stays in memory, and is saved once there is room', async () => {
    let full = true;
    const notebook = fakeBrowser().tab((database) => ({
      ...database,
      write: (write) => (full ? quota() : database.write(write)),
    }));
    liveScreen(notebook);
    const { live } = notebook.keepers;
    live.keep(liveContent('milk'));
    expect(await live.saveNow()).toBe(false);
    expect(live.getSnapshot().save).toMatchObject({
      kind: 'unsaved',
      trouble: { code: 'storage-full' },
    });
    live.keep(null);
    expect(live.unsaved().map(({ summary }) => summary.text)).toEqual(['milk']);
    full = false;
    await vi.waitFor(async () => expect(await notebook.list()).toHaveLength(1), {
      timeout: 20_000,
    });
    await vi.waitFor(() => expect(live.getSnapshot().save.kind).toBe('saved'));
  }, 30_000);

  test('of a shape that this version does not know is not shown, and not lost', async () => {
    const browser = fakeBrowser();
    const first = browser.tab();
    liveScreen(first);
    first.keepers.live.keep(liveContent('milk'));
    await first.keepers.live.saveNow();
    const [entry] = await first.list();
    await first.environment.database.write({
      summary: entry ?? never(),
      content: { transcript: [{ id: 'one' }] },
      pictures: [],
    });
    const again = browser.killed();
    const screen = liveScreen(again);
    await vi.waitFor(async () => expect((await again.list())[0]?.isOpen).toBe(false));
    expect(screen.shown).toBeNull();
    expect(await again.open(entry ?? never())).toBe('damaged');
    expect(await again.list()).toHaveLength(1);
  });
});

describe('the list', () => {
  test('keeps a name that a person gave while its entry is written on', async () => {
    const notebook = fakeBrowser().tab();
    const { live } = notebook.keepers;
    liveScreen(notebook);
    live.keep(liveContent('milk'));
    await live.saveNow();
    const { id } = (await notebook.list())[0] ?? never();
    await notebook.rename(id, ' Shopping ');
    live.keep(liveContent('milk', 'eggs'));
    await live.saveNow();
    expect((await notebook.list())[0]).toMatchObject({ name: 'Shopping', count: 2 });
    await notebook.rename(id, '');
    expect((await notebook.list())[0]?.name).toBeNull();
  });

  test('deletes with a way back; a deleted entry leaves its screen and is not written again', async () => {
    const browser = fakeBrowser();
    const notebook = browser.tab();
    const { live } = notebook.keepers;
    const screen = liveScreen(notebook);
    live.keep(liveContent('secret'));
    await live.saveNow();
    screen.shown = liveContent('secret');
    const { id } = (await notebook.list())[0] ?? never();
    await notebook.remove(id);
    expect(await notebook.list()).toEqual([]);
    expect(screen.shown).toBeNull();
    live.keep(null);
    await notebook.restore(id);
    expect((await notebook.list()).map(({ text }) => text)).toEqual(['secret']);
    await notebook.remove(id);
    browser.pass(11 * 60 * 1000);
    const again = browser.tab();
    await vi.waitFor(async () => expect(await again.environment.database.list()).toEqual([]));
  });

  test('takes pictures along, and lets go of those that are not wanted any more', async () => {
    const browser = fakeBrowser();
    const { documents } = browser.tab().keepers;
    documents.attach(() => {});
    const page = (picture: string) => ({
      ...{ picture, name: `${picture}.jpg`, text: null, chapters: null, fields: null },
      ...{ chapter: null, title: null },
    });
    const files = new Map(['a', 'b'].map((key) => [key, new Blob([key])]));
    documents.keep(
      { purpose: 'text', isPaused: false, form: null, pages: [page('a'), page('b')] },
      files,
    );
    await documents.saveNow();
    documents.keep({ purpose: 'text', isPaused: false, form: null, pages: [page('b')] }, files);
    await documents.saveNow();
    const again = browser.killed().keepers.documents;
    const shown =
      vi.fn<(content: EntryContents['documents'] | null, pictures: EntryPictures) => void>();
    again.attach(shown);
    await vi.waitFor(() => expect(shown).toHaveBeenCalled());
    const [content, pictures] = shown.mock.calls[0] ?? never();
    expect(content?.pages.map(({ picture }) => picture)).toEqual(['b']);
    expect([...pictures.keys()]).toEqual(['b']);
  });
});

function never(): never {
  throw new Error('There is no entry.');
}
