import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownOf } from '../../../../src/app/documents/pages/page.ts';
import type { PageAction } from '../../../../src/app/documents/pages/pageAction.ts';
import { countsOf, needsCheck } from '../../../../src/app/documents/pages/pageCounts.ts';
import {
  EMPTY_LIST,
  nextReading,
  type PageList,
  pageListReducer,
} from '../../../../src/app/documents/pages/pageList.ts';
import {
  correctedText,
  hasCorrections,
  keptText,
  textSoFar,
} from '../../../../src/app/documents/pages/pageText.ts';
import { textOf } from '../../../../src/app/transcript/transcript.ts';
import type { PictureReading, TextbookPage } from '../../../../src/reading/results.ts';
import { liveLine, readingOf } from '../../transcript/liveLines.ts';

const BODY: TextbookPage = {
  ...{ kind: 'body', width: 10, height: 10, timings: {}, certainty: 0.9, needsCheck: false },
};
const OPENER: TextbookPage = { ...BODY, kind: 'opener', chapter: null, title: null };
const ERROR = { code: 'image-broken', message: 'Broken.', hint: 'Again.' } as const;

const picture = (words: string, confidence = 0.9): PictureReading => ({
  ...{ width: 1280, height: 720, timings: {} },
  lines: [{ ...liveLine(0, 0, null), classProbability: 1, reading: readingOf(words, confidence) }],
});
const text = (id: number, words: string) => textSoFar(id, null, picture(words));

const add = (count: number): PageAction => ({
  type: 'add',
  pages: Array.from({ length: count }, (_, i) => ({ name: `${i}.jpg`, file: new Blob(['x']) })),
});
const start = (id: number): PageAction => ({ type: 'start', id, purpose: 'text' });
const read = (id: number, words = 'call Anna', confidence = 0.9): PageAction => ({
  ...{ type: 'read', id, purpose: 'text', reading: picture(words, confidence) },
});
const CHAPTERS: PageAction = { type: 'purpose', purpose: 'chapters' };
const open = (id: number): PageAction => ({ type: 'start', id, purpose: 'chapters' });
const opened = (id: number, reading: TextbookPage): PageAction => ({
  ...{ type: 'read', id, purpose: 'chapters', reading },
});

const listAfter = (...actions: readonly PageAction[]): PageList =>
  actions.reduce(pageListReducer, EMPTY_LIST);
const ids = ({ pages }: PageList) => pages.map(({ id }) => id);
const kinds = ({ pages }: PageList) => pages.map((page) => page.text.kind);
const next = (list: PageList, shown: number | null = null) => {
  const found = nextReading(list, shown);
  return found && [found.page.id, found.purpose];
};

describe('pages', () => {
  test('are read in their order, as many at a time as there are readers, the one that is looked at first', () => {
    const added = listAfter(add(3));
    expect(next(added)).toEqual([1, 'text']);
    expect(next(added, 3)).toEqual([3, 'text']);
    expect(next(listAfter(add(3), start(1)))).toBeNull();
    expect(nextReading(listAfter(add(3), start(1)), null, 2)?.page.id).toBe(2);
    expect(nextReading(listAfter(add(3), start(1), start(2)), null, 2)).toBeNull();
    expect(next(listAfter(add(3), start(1), read(1)))).toEqual([2, 'text']);
  });

  test('that fail do not stop the others, and can be tried again', () => {
    const failed = listAfter(add(2), start(1), {
      ...{ type: 'fail', id: 1, purpose: 'text', error: ERROR },
    });
    expect(next(failed)).toEqual([2, 'text']);
    expect(next(pageListReducer(failed, { type: 'retry', id: 1 }))).toEqual([1, 'text']);
  });

  test('that were refused are named and never read', () => {
    const refused = listAfter({
      type: 'add',
      pages: [{ name: 'a.odt', file: new Blob(), error: ERROR }],
    });
    expect(next(refused)).toBeNull();
    expect(refused.pages[0]).toMatchObject({ text: { kind: 'failed', error: ERROR } });
    expect(refused.pages[0]?.thumbnail).toBeNull();
    // Nothing came out of its file: read again, its reason would be another, wrong one.
    expect(pageListReducer(refused, { type: 'retry', id: 1 })).toEqual(refused);
  });

  test('that say their text themselves are not read for it, and stand where they are wanted', () => {
    const own = { reading: { width: 9, height: 9, timings: {}, lines: [] }, pictures: [] };
    const opened = listAfter(
      add(2),
      {
        ...{ type: 'add', before: 2 },
        pages: [{ name: 'a.pdf, page 1', file: new Blob(), own }],
      },
      { type: 'drop', id: 2 },
    );
    expect(ids(opened)).toEqual([1, 3]);
    expect(kinds(opened)).toEqual(['waiting', 'read']);
    expect(opened.undo).toEqual([]);
  });

  test('are read for what they are looked at first, and for the other purpose after that', () => {
    const both = listAfter(add(2), start(1), read(1), CHAPTERS);
    expect(next(both)).toEqual([1, 'chapters']);
    const chapters = [open(1), opened(1, BODY), open(2), opened(2, BODY)];
    expect(next(chapters.reduce(pageListReducer, both))).toEqual([2, 'text']);
  });

  test('do not lose the text that is known when reading is paused', () => {
    const lines: PageAction = { type: 'lines', id: 1, soFar: picture('call Anna') };
    const paused = listAfter(add(2), start(1), lines, { type: 'pause' });
    expect(next(paused)).toBeNull();
    const { text: waiting } = paused.pages[0] ?? {};
    expect(waiting?.kind === 'waiting' && waiting.soFar?.transcript.map(textOf)).toEqual([
      'call Anna',
    ]);
    expect(next(pageListReducer(paused, { type: 'go-on' }))).toEqual([1, 'text']);
  });

  test('that are cancelled keep what was read, and late answers change nothing', () => {
    const cancelled = listAfter(
      add(3),
      start(1),
      read(1),
      start(2),
      { type: 'cancel-all' },
      read(2),
    );
    expect(kinds(cancelled)).toEqual(['read', 'cancelled', 'cancelled']);
    expect(next(cancelled)).toBeNull();
  });

  test('never share a number, and answers for those that are gone are dropped', () => {
    const removed = listAfter(add(1), start(1), { type: 'remove', id: 1 }, read(1), add(1));
    expect(ids(removed)).toEqual([2]);
    expect(kinds(removed)).toEqual(['waiting']);
  });

  test('keep corrections that are made while they are read, whatever is read, cancelled or begun again after', () => {
    const lines: PageAction = { type: 'lines', id: 1, soFar: picture('call Anna') };
    const word = { lineId: text(1, 'call Anna').transcript[0]?.id ?? 0, index: 1 };
    const corrected = listAfter(add(1), start(1), lines, {
      ...{ type: 'correct', id: 1, word, text: 'Hanna' },
    });
    const says = (...actions: readonly PageAction[]) => {
      const [page] = actions.reduce(pageListReducer, corrected).pages;
      return page && knownOf(page.text)?.transcript.map(textOf);
    };
    const kept = ['call Hanna'];
    expect(says()).toEqual(kept);
    expect(says(lines)).toEqual(kept);
    expect(says(lines, read(1))).toEqual(kept);
    expect(says({ type: 'cancel', id: 1 })).toEqual(kept);
    expect(says({ type: 'cancel-all' }, { type: 'retry', id: 1 }, start(1), read(1))).toEqual(kept);
  });

  test('come back from another visit; those that were not read are', () => {
    const recalled = listAfter(add(2), {
      ...{ type: 'recall', form: null, purpose: 'text', isPaused: false },
      pages: [
        {
          ...{ name: 'a.jpg', file: new Blob(), chapters: null, fields: null, edit: {} },
          text: keptText(text(9, 'kept')),
        },
        {
          name: 'b.jpg',
          file: new Blob(),
          text: null,
          chapters: BODY,
          fields: null,
          edit: { title: 'T' },
        },
      ],
    });
    expect(kinds(recalled)).toEqual(['read', 'waiting']);
    expect(next(recalled)?.[0]).toBe(4);
    expect(recalled.pages[1]?.edit).toEqual({ title: 'T' });
  });

  test('that were being read are read on, with what was corrected', () => {
    const before = correctedText(
      text(9, 'call Ana'),
      {
        ...{ lineId: text(9, 'call Ana').transcript[0]?.id ?? 0, index: 1 },
      },
      'Anna',
    );
    expect(hasCorrections(before)).toBe(true);
    expect(hasCorrections(text(9, 'call Ana'))).toBe(false);
    const page = { name: 'a.jpg', file: new Blob(['x']), chapters: null, fields: null, edit: {} };
    const recalled = listAfter({
      ...{ type: 'recall', form: null, purpose: 'text', isPaused: false },
      pages: [{ ...page, text: { ...keptText(before), isPart: true } }],
    });
    expect(kinds(recalled)).toEqual(['waiting']);
    const done = [start(1), read(1, 'call Ana')].reduce(pageListReducer, recalled);
    const known = done.pages[0] && knownOf(done.pages[0].text);
    expect(known?.transcript.map(textOf)).toEqual(['call Anna']);
  });

  test('come back paused where they were, while something is left to read', () => {
    const page = { name: 'a.jpg', file: new Blob(), chapters: null, fields: null, edit: {} };
    const read = { ...page, text: keptText(text(9, 'kept')) };
    const recall = { type: 'recall', form: null, purpose: 'text', isPaused: true } as const;
    const unread = { ...page, text: null };
    const paused = listAfter({ ...recall, pages: [read, unread] });
    expect(paused.isPaused).toBe(true);
    expect(next(paused)).toBeNull();
    expect(next(listAfter({ ...recall, pages: [read, unread] }, { type: 'go-on' }))).not.toBeNull();
    expect(listAfter({ ...recall, pages: [read] }).isPaused).toBe(false);
  });

  test('are counted by what came out, and those to check until they are corrected', () => {
    const list = listAfter(
      CHAPTERS,
      add(4),
      ...[open(1), opened(1, { ...OPENER, needsCheck: true })],
      ...[open(2), opened(2, BODY)],
      ...[open(3), { type: 'fail', id: 3, purpose: 'chapters', error: ERROR } as const],
    );
    expect(countsOf(list.pages, 'chapters')).toEqual({
      ...{ all: 4, settled: 3, read: 2, openers: 1, bodies: 1, failed: 1, unsure: 1 },
    });
    const edited = pageListReducer(list, { type: 'edit', id: 1, edit: { title: 'Light' } });
    expect(countsOf(edited.pages, 'chapters').unsure).toBe(0);
    const unsure = listAfter(add(1), start(1), read(1, 'call Anna', 0.2));
    expect(unsure.pages.map((page) => needsCheck(page, 'text'))).toEqual([true]);
  });
});

describe('taking back', () => {
  test('a deleted page is there again, and what was being read of it is read', () => {
    const removed = listAfter(add(3), start(2), { type: 'remove', id: 2 });
    expect(ids(removed)).toEqual([1, 3]);
    const back = pageListReducer(removed, { type: 'undo' });
    expect(ids(back)).toEqual([1, 2, 3]);
    expect(kinds(back)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  test('another picture is read anew; the picture before comes back with its text', () => {
    const file = new Blob(['turned']);
    const turned = listAfter(add(1), start(1), read(1), { type: 'picture', id: 1, file });
    expect(turned.pages[0]?.file).toBe(file);
    expect(kinds(turned)).toEqual(['waiting']);
    const back = pageListReducer(turned, { type: 'undo' });
    expect(kinds(back)).toEqual(['read']);
    expect(back.pages[0]?.file).not.toBe(file);
  });

  test('of any row of deletions and moves leads back to the order of the beginning', () => {
    const step = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      to: fc.integer({ min: -2, max: 8 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 15 }), (steps) => {
        const changed = steps.reduce(
          (list, [{ id, to }, removes]) =>
            pageListReducer(list, removes ? { type: 'remove', id } : { type: 'move', id, to }),
          listAfter(add(6)),
        );
        const back = changed.undo.reduce(
          (list) => pageListReducer(list, { type: 'undo' }),
          changed,
        );
        expect(ids(back)).toEqual([1, 2, 3, 4, 5, 6]);
        expect(back.undo).toEqual([]);
      }),
    );
  });
});
