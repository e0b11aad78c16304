import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../../src/app/documents/chapters/contents.ts';
import type { ReadPage } from '../../../../src/formats/readItems.ts';

const BOX = { x: 0, y: 0, width: 10, height: 10 };

function opener(file: string, number: string | null): ReadPage {
  return {
    file,
    page: {
      kind: 'opener',
      width: 100,
      height: 100,
      timings: {},
      certainty: 0.9,
      needsCheck: false,
      chapter:
        number === null ? null : { text: `Chapter ${number}`, number, box: BOX, confidence: 0.9 },
      title: { text: file, box: BOX, confidence: 0.9 },
    },
  };
}

const BODY: ReadPage = {
  file: 'body',
  page: {
    kind: 'body',
    width: 100,
    height: 100,
    timings: {},
    certainty: 0.9,
    needsCheck: false,
  },
};

describe('contentsOf', () => {
  it('orders chapters by number, then letters, then those without, and leaves body pages out', () => {
    const pages = [opener('c', 'A'), opener('d', null), BODY, opener('b', '10'), opener('a', '2')];
    expect(contentsOf(pages).entries.map(({ file }) => file)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('names numbers that are missing and those that come twice', () => {
    const pages = [opener('a', '2'), opener('b', '5'), opener('c', '5'), opener('d', '6')];
    expect(contentsOf(pages)).toMatchObject({ missing: [3, 4], doubled: ['5'] });
  });

  it('takes a far number for another book', () => {
    expect(contentsOf([opener('a', '2'), opener('b', '90')]).missing).toEqual([]);
    expect(contentsOf([])).toEqual({ entries: [], missing: [], doubled: [] });
  });
});
