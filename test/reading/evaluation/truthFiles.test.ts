import { describe, expect, it } from 'vitest';
import { parseBoxes, parseLabels, parsePages } from '../../../src/reading/evaluation/truthFiles.ts';

describe('labels.tsv', () => {
  it('has file and text, with or without carriage returns, byte order mark and empty lines', () => {
    const { rows, problems } = parseLabels('\ufeffa.png\tHello  you\r\n\r\nsub/b.png\t"quoted"\n');
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { file: 'a.png', text: 'Hello  you', foldCase: false },
      { file: 'sub/b.png', text: '"quoted"', foldCase: false },
    ]);
  });

  it('folds case for files whose names say so', () => {
    const { rows } = parseLabels('0001.folded.png\tABC\nfolded.png\tABC\nx.folded/y.png\tABC');
    expect(rows.map(({ foldCase }) => foldCase)).toEqual([true, false, false]);
  });

  it('names bad rows by their line and keeps the others', () => {
    const { rows, problems } = parseLabels(
      'a.png\tok\nb.png\n\tno file\nc.png\t \nd.png\tx\ty\nok.png\tok',
    );
    expect(rows.map(({ file }) => file)).toEqual(['a.png', 'ok.png']);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });
});

describe('boxes.tsv', () => {
  const HEADER = 'file\tx\ty\tw\th\ttext\n';

  it('names pictures without writing in rows that have nothing else', () => {
    const { rows, problems } = parseBoxes(`${HEADER}a.jpg\t\t\t\t\t\nb.jpg\n`);
    expect(problems).toEqual([]);
    expect(rows.map(({ file, box }) => [file, box])).toEqual([
      ['a.jpg', null],
      ['b.jpg', null],
    ]);
  });

  it('has boxes in px, in the order of its header', () => {
    const { rows } = parseBoxes('text\tfile\th\tw\ty\tx\nHi\ta.jpg\t4\t3\t2\t1.5\n');
    expect(rows).toEqual([
      {
        file: 'a.jpg',
        text: 'Hi',
        box: { x: 1.5, y: 2, width: 3, height: 4 },
        illegible: false,
      },
    ]);
  });

  it('marks illegible lines', () => {
    const { rows } = parseBoxes(`${HEADER}a.jpg\t1\t2\t3\t4\t###\na.jpg\t1\t2\t3\t4\t##\n`);
    expect(rows.map(({ illegible }) => illegible)).toEqual([true, false]);
  });

  it('says what its header lacks', () => {
    const { rows, problems } = parseBoxes('a.jpg\t1\t2\t3\t4\thello\n');
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      { line: 1, problem: expect.stringContaining('file, x, y, w, h, text') },
    ]);
  });

  it.each(['a.jpg\t1\t2\t3', 'a.jpg\tone\t2\t3\t4\tx', 'a.jpg\t1\t2\t0\t4\tx', '\t1\t2\t3\t4\tx'])(
    'rejects the row %j',
    (row) => {
      const { rows, problems } = parseBoxes(`${HEADER}${row}\nb.jpg\t1\t2\t3\t4\tok\n`);
      expect(rows).toHaveLength(1);
      expect(problems.map(({ line }) => line)).toEqual([2]);
    },
  );
});

describe('truth.jsonl', () => {
  const OPENER = {
    image: 'b/p1.jpg',
    kind: 'opener',
    chapter: { text: 'Chapter 2', number: '2', box: [1, 2, 3, 4] },
    title: { text: 'Sound', box: [5, 6, 7, 8], lines: [[5, 6, 7, 8]] },
  };

  it('takes pages with and without the optional keys', () => {
    const body = { image: 'b/p2.jpg', kind: 'body', chapter: null, title: null, book: 'b' };
    const bare = { ...OPENER, chapter: { text: 'Two' }, title: { text: 'Sound' } };
    const { rows, problems } = parsePages(
      [OPENER, body, bare].map((p) => JSON.stringify(p)).join('\n'),
    );
    expect(problems).toEqual([]);
    expect(rows[0]).toEqual({
      image: 'b/p1.jpg',
      kind: 'opener',
      chapter: { text: 'Chapter 2', number: '2' },
      title: { text: 'Sound' },
      chapterBox: { x: 1, y: 2, width: 3, height: 4 },
      titleBox: { x: 5, y: 6, width: 7, height: 8 },
    });
    expect(rows[1]).toMatchObject({ chapter: null, chapterBox: null });
    expect(rows[2]).toMatchObject({ chapter: { text: 'Two', number: null }, chapterBox: null });
  });

  it.each([
    ['{', 'not JSON'],
    ['[1]', 'not a JSON object'],
    [JSON.stringify({ ...OPENER, image: 3 }), 'image'],
    [JSON.stringify({ ...OPENER, kind: 'cover' }), 'kind'],
    [JSON.stringify({ image: 'a', kind: 'body', title: null }), 'chapter'],
    [JSON.stringify({ ...OPENER, title: 'Sound' }), 'title'],
    [JSON.stringify({ ...OPENER, chapter: { text: 'x', number: 2 } }), 'number'],
    [JSON.stringify({ ...OPENER, title: { text: 'x', box: [1, 2, 3] } }), 'box'],
    [JSON.stringify({ ...OPENER, title: { text: 'x', box: [1, 2, -3, 4] } }), 'box'],
  ])('rejects %s', (line, about) => {
    const { rows, problems } = parsePages(`${JSON.stringify(OPENER)}\n${line}\n`);
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([{ line: 2, problem: expect.stringContaining(about) }]);
  });
});
