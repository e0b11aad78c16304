import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageTruth } from '../../src/reading/evaluation/chapterTitle.ts';
import type { Box } from '../../src/reading/geometry.ts';
import type { InkPoint } from '../../src/reading/strokes/ink.ts';
import { MARKERS, type MarkerName } from '../air/clips/airClip.ts';
import type { PenUp } from '../air/clips/penMotion.ts';

/** Folder of the cases: one folder each, with `expected.json` and a picture or strokes. */
export const CORPUS = fileURLToPath(new URL('../corpus/', import.meta.url));

interface CaseFields {
  readonly name: string;
  /** Cases whose errors are added up to one figure. */
  readonly group: string;
  /** The folder's `picture.*`, or `strokes.json`. */
  readonly file: string;
}

/** A text as it is compared. */
interface TextFields {
  readonly text: string;
  readonly foldCase: boolean;
}

export interface LineCase extends CaseFields, TextFields {
  readonly kind: 'line';
}

/** A whole picture: its lines in reading order, where they stand, or only how many words it has. */
export interface PictureCase extends CaseFields {
  readonly kind: 'picture';
  readonly truth:
    | { readonly lines: readonly string[] }
    | { readonly boxes: readonly { readonly box: Box; readonly text: string }[] }
    | { readonly words: number };
}

export interface PageCase extends CaseFields {
  readonly kind: 'page';
  readonly truth: PageTruth;
}

export interface InkCase extends CaseFields, TextFields {
  readonly kind: 'ink';
}

/** Strokes that are written before a camera: the film is drawn when it is needed. */
export interface ClipCase extends CaseFields, TextFields {
  readonly kind: 'clip';
  readonly film: {
    readonly marker: MarkerName;
    readonly framesPerSecond: number;
    readonly penUp: PenUp;
    readonly seed: number;
    /** Share of the picture that the word fills; default letters of one size. */
    readonly fill?: number;
  };
}

export type CorpusCase = LineCase | PictureCase | PageCase | InkCase | ClipCase;

/** All cases, by name. @throws Error that names the case which is not as CONTRIBUTING.md says */
export function readCases(folder = CORPUS): CorpusCase[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const files = readdirSync(join(folder, name));
      const file = files.find((other) => /^(picture\.\w+|strokes\.json)$/.test(other));
      const document: unknown = JSON.parse(
        readFileSync(join(folder, name, 'expected.json'), 'utf8'),
      );
      try {
        if (file === undefined) throw new Error('neither picture nor strokes.json');
        return caseOf(name, join(folder, name, file), record(document));
      } catch (error) {
        throw new Error(`${join(folder, name)}: ${error instanceof Error ? error.message : error}`);
      }
    });
}

/** The strokes of an ink or clip case: points as `[x, y, timeMs]`. */
export function readStrokes(file: string): InkPoint[][] {
  return list(JSON.parse(readFileSync(file, 'utf8'))).map((stroke) =>
    list(stroke).map((point) => {
      const [x, y, timeMs] = list(point).map(number);
      if (x === undefined || y === undefined || timeMs === undefined) throw new Error(file);
      return { x, y, timeMs };
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function caseOf(name: string, file: string, expected: Fields): CorpusCase {
  const fields = { name, file, group: string(expected.group) };
  string(expected.source);
  switch (expected.kind) {
    case 'line':
      return { kind: 'line', ...fields, ...textOf(expected) };
    case 'ink':
      return { kind: 'ink', ...fields, ...textOf(expected) };
    case 'clip':
      return { kind: 'clip', ...fields, ...textOf(expected), film: filmOf(record(expected.film)) };
    case 'picture':
      return { kind: 'picture', ...fields, truth: pictureTruth(expected) };
    case 'page': {
      const { page, chapter, title } = expected;
      if (page !== 'opener' && page !== 'body') throw new Error('"page" is opener or body');
      return {
        kind: 'page',
        ...fields,
        truth: {
          kind: page,
          chapter: chapter === null ? null : chapterOf(record(chapter)),
          title: title === null ? null : { text: string(record(title).text) },
        },
      };
    }
    default:
      throw new Error('"kind" is line, picture, page, ink or clip');
  }
}

function textOf({ text, foldCase }: Fields): TextFields {
  return { text: string(text), foldCase: foldCase === true };
}

function chapterOf({ text, number: value }: Fields): NonNullable<PageTruth['chapter']> {
  return { text: string(text), number: value == null ? null : string(value) };
}

function filmOf({ marker, framesPerSecond, penUp, seed, fill }: Fields): ClipCase['film'] {
  const names = Object.keys(MARKERS) as MarkerName[];
  const name = names.find((other) => other === marker);
  if (name === undefined) throw new Error(`"marker" is ${names.join(', ')}`);
  if (penUp !== 'hide' && penUp !== 'none') throw new Error('"penUp" is hide or none');
  return {
    ...{ marker: name, framesPerSecond: number(framesPerSecond), penUp, seed: number(seed) },
    ...(fill === undefined ? {} : { fill: number(fill) }),
  };
}

function pictureTruth({ lines, boxes, words }: Fields): PictureCase['truth'] {
  if (lines !== undefined) return { lines: list(lines).map(string) };
  if (words !== undefined) return { words: number(words) };
  return {
    boxes: list(boxes).map((entry) => {
      const { box, text } = record(entry);
      const [x, y, width, height] = list(box).map(number);
      if (x === undefined || y === undefined || width === undefined || height === undefined) {
        throw new Error('"box" is [x, y, width, height]');
      }
      return { box: { x, y, width, height }, text: string(text) };
    }),
  };
}

function record(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Error('an object is missing');
  return value as Fields;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('a list is missing');
  return value;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a text is missing');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new Error('a number is missing');
  return value;
}
