import {
  type Box,
  boundingBox,
  clipBox,
  type Point,
  type Quad,
  unionOfBoxes,
} from '../geometry.ts';
import type { NativeLine, NativeWord } from './nativeText.ts';

/** An affine map `[a, b, c, d, e, f]`: x' = a·x + c·y + e, y' = b·x + d·y + f. */
type Transform = readonly number[];

/** A run of text as pdf.js gives it; other items only mark where contents begin and end. */
interface TextRun {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

/** How high and how deep a font's letters reach, in sizes of it. */
interface FontStyle {
  readonly ascent?: number;
  readonly descent?: number;
}

/** Words closer than this, in heights of the font, are one that was set in pieces. */
const JOINED_GAP = 0.12;
/** Words farther apart than this stand in different columns or cells. */
const COLUMN_GAP = 1.8;
/** Baselines differ by less than this within a line. */
const BASELINE_SLACK = 0.35;

interface Piece {
  readonly text: string;
  /** Along and across the direction of writing, px. */
  readonly from: number;
  readonly to: number;
  readonly base: number;
  readonly size: number;
  readonly ascent: number;
  readonly descent: number;
  /** Direction of writing. */
  readonly cos: number;
  readonly sin: number;
}

/** The lines of a page's text: words that share a baseline and stand close, in the file's order. */
export function nativeLines(
  items: readonly object[],
  styles: Readonly<Record<string, FontStyle>>,
  page: Transform,
): readonly NativeLine[] {
  const lines: Piece[][] = [];
  for (const item of items) {
    if (!isTextRun(item)) continue;
    for (const piece of piecesOf(item, styles[item.fontName] ?? {}, page)) {
      const line = lines.at(-1);
      const before = line?.at(-1);
      if (line === undefined || before === undefined || !isSameLine(before, piece)) {
        lines.push([piece]);
      } else if (piece.from - before.to < JOINED_GAP * before.size && !endsWord(before)) {
        line[line.length - 1] = { ...before, text: before.text + piece.text, to: piece.to };
      } else line.push(piece);
    }
  }
  return lines.map((pieces) => ({ words: pieces.map(wordOf) }));
}

/** The boxes of the pictures that a page draws, px of the page, inside of it. */
export function imageBoxes(
  {
    fnArray,
    argsArray,
  }: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  ops: Readonly<Record<string, number>>,
  {
    transform,
    width,
    height,
  }: { readonly transform: Transform; readonly width: number; readonly height: number },
): readonly Box[] {
  const images = new Set([
    ops.paintImageXObject,
    ops.paintInlineImageXObject,
    ops.paintImageMaskXObject,
  ]);
  const boxes: Box[] = [];
  const stack: Transform[] = [];
  let current: Transform = transform;
  fnArray.forEach((operator, i) => {
    const parameters = argsArray[i];
    if (operator === ops.save) stack.push(current);
    else if (operator === ops.paintFormXObjectBegin) {
      stack.push(current);
      const [matrix] = Array.isArray(parameters) ? parameters : [];
      if (isTransform(matrix)) current = product(current, matrix);
    } else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) {
      current = stack.pop() ?? current;
    } else if (operator === ops.transform && isTransform(parameters)) {
      current = product(current, parameters);
    } else if (images.has(operator)) {
      const corners = [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 1, y: 1 },
        { x: 0, y: 1 },
      ].map((corner) => applied(current, corner));
      boxes.push(clipBox(boundingBox(corners), width, height));
    }
  });
  return joinedStrips(boxes.filter((box) => box.width >= 1 && box.height >= 1));
}

/** Scanners cut a page into strips: boxes that touch along a whole side are one picture. */
function joinedStrips(boxes: readonly Box[]): readonly Box[] {
  const joined: Box[] = [];
  for (const box of boxes) {
    const at = joined.findIndex(
      (other) =>
        Math.abs(other.x - box.x) < 3 &&
        Math.abs(other.width - box.width) < 3 &&
        box.y <= other.y + other.height + 3 &&
        other.y <= box.y + box.height + 3,
    );
    const other = joined[at];
    if (other === undefined) joined.push(box);
    else joined[at] = unionOfBoxes([other, box]);
  }
  return joined;
}

function piecesOf(run: TextRun, style: FontStyle, page: Transform): readonly Piece[] {
  const matrix = product(page, run.transform);
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = matrix;
  const along = Math.hypot(a, b);
  const size = Math.hypot(c, d) || along;
  if (size === 0 || along === 0 || run.str.trim() === '') return [];
  const [cos, sin] = [a / along, b / along];
  const from = x * cos + y * sin;
  const base = y * cos - x * sin;
  // Widths are told in units of the page.
  const width = run.width * Math.hypot(page[0] ?? 1, page[1] ?? 0);
  const step = width / [...run.str].length;
  const signs = [...run.str];
  const pieces: Piece[] = [];
  let start = 0;
  for (let i = 0; i <= signs.length; i++) {
    if (i < signs.length && !/\s/u.test(signs[i] ?? '')) continue;
    const text = signs.slice(start, i).join('');
    if (text !== '') {
      const after = i < signs.length ? ' ' : '';
      pieces.push({
        text: text + after,
        from: from + start * step,
        to: from + i * step,
        base,
        size,
        ascent: usable(style.ascent, 0.8),
        descent: usable(style.descent, -0.2),
        cos,
        sin,
      });
    }
    start = i + 1;
  }
  // What follows a run that begins with a space is a word of its own.
  const [first] = pieces;
  if (first !== undefined && /^\s/u.test(run.str)) pieces[0] = { ...first, text: ` ${first.text}` };
  return pieces;
}

function usable(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) && value !== 0 ? value : otherwise;
}

function endsWord({ text }: Piece): boolean {
  return text.endsWith(' ');
}

function isSameLine(before: Piece, piece: Piece): boolean {
  const size = Math.max(before.size, piece.size);
  const isParallel = before.cos * piece.cos + before.sin * piece.sin > 0.99;
  const gap = piece.from - before.to;
  return (
    isParallel &&
    Math.abs(piece.base - before.base) < BASELINE_SLACK * size &&
    gap > -0.5 * size &&
    gap < COLUMN_GAP * size
  );
}

function wordOf({ text, from, to, base, size, ascent, descent, cos, sin }: Piece): NativeWord {
  const at = (along: number, across: number): Point => ({
    x: along * cos - across * sin,
    y: along * sin + across * cos,
  });
  const top = base - ascent * size;
  const bottom = base - descent * size;
  const quad: Quad = [at(from, top), at(to, top), at(to, bottom), at(from, bottom)];
  return { text: text.trim(), quad };
}

function isTextRun(item: object): item is TextRun {
  return 'str' in item && 'transform' in item && 'width' in item;
}

function isTransform(value: unknown): value is Transform {
  return (
    (Array.isArray(value) || value instanceof Float32Array) &&
    value.length === 6 &&
    [...value].every((entry) => typeof entry === 'number')
  );
}

function product(outer: Transform, inner: Transform): Transform {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

function applied(transform: Transform, { x, y }: Point): Point {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}
