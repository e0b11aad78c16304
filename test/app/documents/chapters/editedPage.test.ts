import { describe, expect, test } from 'vitest';
import { chaptersFile } from '../../../../src/app/documents/chapters/chapterFiles.ts';
import { editedPage, readPages } from '../../../../src/app/documents/chapters/editedPage.ts';
import type { DocumentPage } from '../../../../src/app/documents/pages/page.ts';
import type { TextbookPage } from '../../../../src/reading/results.ts';

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
    const unread: TextbookPage = { ...BODY, needsCheck: true, unreadScript: 'tamil' };
    expect(editedPage(unread, {})).toEqual(unread);
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
  const page = (
    id: number,
    chapters: DocumentPage['chapters'],
    edit: DocumentPage['edit'] = {},
  ): DocumentPage => ({
    ...{ id, name: `${id}.jpg`, file: new Blob(), thumbnail: null, chapters, edit },
    text: { kind: 'idle' },
    fields: { kind: 'idle' },
  });
  const error = { code: 'image-broken', message: 'Broken.', hint: 'Again.' } as const;
  const pages = [
    page(1, { kind: 'read', reading: OPENER }, { title: 'Photo, synthesis' }),
    page(2, { kind: 'failed', error }),
    page(3, { kind: 'waiting', soFar: null }),
    page(4, { kind: 'read', reading: BODY }),
  ];

  test('hold what was read, as corrected', () => {
    expect(readPages(pages).map(({ file }) => file)).toEqual(['1.jpg', '4.jpg']);
    expect(chaptersFile('csv', pages).text).toContain('"Photo, synthesis"');
    expect(chaptersFile('text', pages).text).toContain('1.jpg: Chapter 3 · Photo, synthesis');
    expect(chaptersFile('markdown', pages).text).toBe('- **Chapter 3** Photo, synthesis\n');
  });

  test('the JSON names the pages that failed', () => {
    const document = JSON.parse(chaptersFile('json', pages).text);
    expect(document.pages).toHaveLength(2);
    expect(document.failures).toEqual([{ file: '2.jpg', ...error }]);
  });
});
