import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, pagesToCsv, picturesToCsv } from '../../src/formats/csv.ts';
import { body, opener, picture } from './samples.ts';

/** A reader of CSV straight after RFC 4180's grammar. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && text[i + 1] === '\n') {
      i += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  return rows;
}

describe('CSV', () => {
  it('comes back from a reader of RFC 4180 whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '=1+1',
        "'=1",
        '-2',
        '@x',
        '\t',
        "'",
        '',
        '"',
        ',',
        '\r\n',
        '\n',
        'a "b", c',
        '""',
      ),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(cell, { maxLength: 40 }),
        (width, cells) => {
          const rows = Array.from({ length: Math.floor(cells.length / width) }, (_, i) =>
            cells.slice(i * width, (i + 1) * width),
          );
          const read = parseCsv(csvOf(rows));
          expect(read.flat().filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([]);
          const plain = read.map((row) =>
            row.map((text) => text.replace(/^'('*[=+\-@\t\r])/, '$1')),
          );
          expect(plain).toEqual(rows);
        },
      ),
    );
  });

  it('lets no spreadsheet run a text, and leaves numbers alone', () => {
    expect(csvOf([['=1+cmd.jpg', '+1', '-x', '@a', -3]])).toBe("'=1+cmd.jpg,'+1,'-x,'@a,-3\r\n");
  });

  it('quotes only what needs it and ends each row with CRLF', () => {
    expect(csvOf([['plain', 'a,b', 'say "hi"', 3, null]])).toBe('plain,"a,b","say ""hi""",3,\r\n');
  });

  it('has a row for each line of pictures', () => {
    const rows = parseCsv(
      picturesToCsv([picture('a.jpg', ['Hello, you', 'two']), picture('b.jpg', [])]),
    );
    expect(rows).toEqual([
      ['file', 'line', 'text', 'confidence', 'class', 'engine', 'x', 'y', 'width', 'height'],
      [
        'a.jpg',
        '1',
        'Hello, you',
        '0.877',
        'handwriting',
        'handwriting',
        '12.3',
        '10',
        '200',
        '30.1',
      ],
      ['a.jpg', '2', 'two', '0.877', 'handwriting', 'handwriting', '12.3', '60', '200', '30.1'],
    ]);
  });

  it('has a row for each page, with empty cells for what it lacks', () => {
    const rows = parseCsv(
      pagesToCsv([
        opener('1.jpg', 'Chapter 3', 'Sound'),
        opener('2.jpg', null, 'Preface'),
        body('3.jpg'),
      ]),
    );
    expect(rows).toEqual([
      ['file', 'kind', 'chapter', 'number', 'title', 'chapter confidence', 'title confidence'],
      ['1.jpg', 'opener', 'Chapter 3', '3', 'Sound', '0.988', '0.91'],
      ['2.jpg', 'opener', '', '', 'Preface', '', '0.91'],
      ['3.jpg', 'body', '', '', '', '', ''],
    ]);
  });
});
