import { describe, expect, test } from 'vitest';
import { editedPage, readPages } from '../../../src/app/textbook/editedPage.ts';
import { pagesFile } from '../../../src/app/textbook/pageFiles.ts';
import type { Photo } from '../../../src/app/textbook/pageQueue.ts';
import type { TextbookPage } from '../../../src/reading/results.ts';

const SIZE = { width: 900, height: 1200, timings: {}, certainty: 0.9, needsCheck: false };
const BODY: TextbookPage = { kind: 'body', ...SIZE };
const OPENER: TextbookPage = {
  kind: 'opener',
  ...SIZE,
  chapter: {
    text: 'Chapter 3',
    number: '3',
    confidence: 0.9,
    box: { x: 10, y: 20, width: 200, height: 40 },
  },
  title: {
    text: 'Photosynthesis',
    confidence: 0.5,
    box: { x: 10, y: 80, width: 400, height: 60 },
  },
};

describe('editedPage', () => {
  test('without an edit the page is as it was read', () => {
    expect(editedPage(OPENER, {})).toEqual(OPENER);
    expect(editedPage(BODY, {})).toEqual(BODY);
  });

  test('a corrected chapter is certain, keeps its box, and its number follows the words', () => {
    const page = editedPage(OPENER, { chapter: 'Chapter Eight' });
    expect(page.kind === 'opener' && page.chapter).toEqual({
      text: 'Chapter Eight',
      number: '8',
      confidence: 1,
      box: { x: 10, y: 20, width: 200, height: 40 },
    });
  });

  test('emptied parts are gone; with both gone the page opens nothing', () => {
    const untitled = editedPage(OPENER, { title: ' ' });
    expect(untitled.kind === 'opener' && untitled.title).toBeNull();
    expect(editedPage(OPENER, { chapter: '', title: '' }).kind).toBe('body');
  });

  test('a body page with a title written in is an opener', () => {
    const page = editedPage(BODY, { title: 'Light' });
    expect(page.kind === 'opener' && page.title?.text).toBe('Light');
    expect(page.kind === 'opener' && page.chapter).toBeNull();
  });
});

test('a page that a person corrected needs no check', () => {
  const unsure = { ...OPENER, certainty: 0.3, needsCheck: true };
  expect(editedPage(unsure, {})).toMatchObject({ certainty: 0.3, needsCheck: true });
  expect(editedPage(unsure, { title: 'Light' })).toMatchObject({ certainty: 1, needsCheck: false });
});

describe('files of all pages', () => {
  const photo = (id: number, state: Photo['state'], edit: Photo['edit'] = {}): Photo => ({
    id,
    name: `${id}.jpg`,
    file: new Blob(),
    thumbnail: null,
    state,
    edit,
  });
  const error = { code: 'image-broken', message: 'Broken.', hint: 'Again.' } as const;
  const photos = [
    photo(1, { kind: 'read', page: OPENER }, { title: 'Photo, synthesis' }),
    photo(2, { kind: 'failed', error }),
    photo(3, { kind: 'waiting' }),
    photo(4, { kind: 'read', page: BODY }),
  ];

  test('hold what was read, as corrected', () => {
    expect(readPages(photos).map(({ file }) => file)).toEqual(['1.jpg', '4.jpg']);
    expect(pagesFile('csv', photos).text).toContain('"Photo, synthesis"');
    expect(pagesFile('text', photos).text).toContain('1.jpg: Chapter 3 · Photo, synthesis');
    expect(pagesFile('markdown', photos).text).toBe('- **Chapter 3** Photo, synthesis\n');
  });

  test('the JSON names the photos that failed', () => {
    const document = JSON.parse(pagesFile('json', photos).text);
    expect(document.pages).toHaveLength(2);
    expect(document.failures).toEqual([{ file: '2.jpg', ...error }]);
  });
});
