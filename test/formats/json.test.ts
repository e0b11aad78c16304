import { describe, expect, it } from 'vitest';
import { JSON_VERSION, pagesToJson, picturesToJson } from '../../src/formats/json.ts';
import type { ReadPage } from '../../src/formats/readItems.ts';
import { body, opener, picture } from './samples.ts';

describe('JSON', () => {
  it('of pictures holds lines with box, corners, class, confidence and words', () => {
    const [read] = picturesToJson([picture('a.jpg', ['Hi'])]).pictures;
    expect(read).toEqual({
      file: 'a.jpg',
      width: 640,
      height: 480,
      lines: [
        {
          text: 'Hi',
          confidence: 0.8765,
          class: 'handwriting',
          engine: 'handwriting',
          box: { x: 12.3, y: 10, width: 200, height: 30.1 },
          quad: [
            { x: 12.3, y: 10 },
            { x: 212.3, y: 10 },
            { x: 212.3, y: 40.1 },
            { x: 12.3, y: 40.1 },
          ],
          words: [
            {
              text: 'Hi',
              confidence: 0.8765,
              start: 0,
              end: 1,
              alternatives: [{ text: 'Hi', probability: 0.8765 }],
            },
          ],
        },
      ],
    });
  });

  it('of pages holds chapter and title, null where there is none', () => {
    const { pages } = pagesToJson([
      opener('1.jpg', 'Chapter 3', 'Sound'),
      opener('2.jpg', null, 'Preface'),
      body('3.jpg'),
    ]);
    expect(pages.map(({ kind }) => kind)).toEqual(['opener', 'opener', 'body']);
    expect(pages[0]?.chapter).toEqual({
      text: 'Chapter 3',
      number: '3',
      confidence: 0.9877,
      box: { x: 10, y: 20, width: 100, height: 24 },
    });
    expect(pages[1]?.chapter).toBeNull();
    expect(pages[1]?.title?.text).toBe('Preface');
    expect(pages[2]).toMatchObject({ chapter: null, title: null, width: 800 });
  });

  it('says what script a page is in that is not read', () => {
    const { file, page } = body('4.jpg');
    const unread: ReadPage = { file, page: { ...page, kind: 'body', unreadScript: 'greek' } };
    const { pages } = pagesToJson([body('3.jpg'), unread]);
    expect(pages.map(({ unreadScript }) => unreadScript)).toEqual([undefined, 'greek']);
  });

  it('says its version and what failed, and survives JSON', () => {
    const failure = { file: 'x.jpg', code: 'image-broken', message: 'Damaged.', hint: 'Again.' };
    const document = picturesToJson([picture('a.jpg', ['"quoted"', 'a\\b'])], [failure]);
    expect(document.version).toBe(JSON_VERSION);
    expect(document.failures).toEqual([failure]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(pagesToJson([]).failures).toEqual([]);
  });
});
