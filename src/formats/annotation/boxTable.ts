import type { Box } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox, ClassId } from './annotation.ts';
import { boxInside, type Corners, decimalOf } from './boxInside.ts';
import { folderOf, joinPath, sourceOf, withSource } from './filePaths.ts';
import { type KnownEntry, mergedIds, mergeEntries } from './mergeEntries.ts';
import { cellText, rowsText, textRows } from './textLine.ts';

const COLUMNS = ['file', 'x', 'y', 'w', 'h', 'text', 'class'] as const;

type Column = (typeof COLUMNS)[number];

/** What a box is where the table has no classes: this is the file of written lines. */
const LINE_CLASS = 'line';

/** The places of the columns; they may stand in any order. */
export type Header = ReadonlyMap<string, number>;

export interface BoxRow {
  readonly file: string;
  readonly corners: Corners;
  readonly text: string;
  readonly className: string;
}

export function headerOf(row: string): Header {
  return new Map(row.split('\t').map((name, index) => [name.trim().toLowerCase(), index]));
}

export function missingColumns(header: Header): readonly Column[] {
  return COLUMNS.filter((name) => name !== 'class' && !header.has(name));
}

/** Null where the row names no picture or has no box. */
export function rowOf(header: Header, text: string): BoxRow | null {
  const cells = text.split('\t');
  const cell = (name: Column) => cells[header.get(name) ?? -1]?.trim() ?? '';
  const file = cell('file');
  const sides = [cell('x'), cell('y'), cell('w'), cell('h')];
  if (file === '' || sides.includes('')) return null;
  const [left = 0, top = 0, width = 0, height = 0] = sides.map(decimalOf);
  const corners = { left, top, right: left + width, bottom: top + height };
  return { file, corners, text: cell('text'), className: cell('class') || LINE_CLASS };
}

/** Px to a hundredth. */
function numbersOf({ x, y, width, height }: Box): readonly string[] {
  return [x, y, width, height].map((value) => String(Number(value.toFixed(2))));
}

function meaningOf(className: string, box: Box, text: string): string {
  return JSON.stringify([className, numbersOf(box), text]);
}

/** The table with all pictures' rows, into which pictures are merged one by one. */
export class BoxTable {
  readonly #path: string;
  readonly #standing: string | null;
  #headerRow: string;
  /** Rows of each picture, in the order in which pictures come first. */
  readonly #rows = new Map<string, string[]>();
  /** Rows that name no picture, or no box. */
  readonly #others: string[] = [];
  readonly #untouched: readonly string[];
  #changed = false;

  constructor(path: string, standing: string | null, images: readonly AnnotatedImage[]) {
    this.#path = path;
    this.#standing = standing;
    const told = images.flatMap((image) => sourceOf(image, 'boxes')?.text ?? []);
    const kept = told.flatMap((text) => textRows(text).slice(1));
    const [first, ...rows] =
      standing === null ? [textRows(told[0] ?? '')[0], ...kept] : textRows(standing);
    this.#headerRow = first?.text ?? COLUMNS.join('\t');
    this.#untouched = rows.flatMap((row) => row?.text ?? []);
    const header = headerOf(this.#headerRow);
    for (const text of this.#untouched) {
      const file = rowOf(header, text)?.file;
      if (file === undefined) this.#others.push(text);
      else this.#push(joinPath(folderOf(path), file), text);
    }
  }

  /** Merges a picture; gives it with its new source. */
  merge(
    image: AnnotatedImage,
    stated: string,
    names: ReadonlyMap<ClassId, string>,
  ): AnnotatedImage {
    const classOf = (box: AnnotationBox) => names.get(box.classId) ?? box.classId;
    if (image.boxes.some((box) => classOf(box) !== LINE_CLASS)) this.#addClassColumn();
    const header = headerOf(this.#headerRow);
    const rows = this.#rows.get(image.name) ?? [];
    const entries = rows.map((text) => ({ text, meaning: standingMeaning(header, text, image) }));
    const own = image.boxes.map((box) => ({
      boxId: box.id,
      meaning: meaningOf(classOf(box), box, cellText(box.transcription ?? '')),
    }));
    const merged = mergeEntries(entries, knownEntries(image), own);
    const texts = merged.map((entry) => {
      if (entry.kind === 'kept') return rows[entry.standing] ?? '';
      const box = image.boxes[entry.own];
      return box === undefined ? '' : newRow(header, stated, box, classOf(box));
    });
    if (texts.join('\n') !== rows.join('\n')) this.#changed = true;
    this.#rows.set(image.name, texts);
    return withSource(image, {
      format: 'boxes',
      path: this.#path,
      text: [this.#headerRow, ...texts].join('\n'),
      boxIds: mergedIds(merged, own),
    });
  }

  get text(): string {
    const rows = this.#changed
      ? [...this.#others, ...[...this.#rows.values()].flat()]
      : this.#untouched;
    return rowsText([this.#headerRow, ...rows], this.#standing);
  }

  #push(name: string, text: string): void {
    const others = this.#rows.get(name);
    if (others === undefined) this.#rows.set(name, [text]);
    else others.push(text);
  }

  #addClassColumn(): void {
    if (headerOf(this.#headerRow).has('class')) return;
    this.#headerRow = `${this.#headerRow}\tclass`;
  }
}

function standingMeaning(header: Header, text: string, image: AnnotatedImage): string | null {
  const row = rowOf(header, text);
  const inside = row === null ? null : boxInside(row.corners, image);
  if (row === null || inside === null || 'problem' in inside) return null;
  return meaningOf(row.className, inside.box, row.text);
}

function newRow(header: Header, stated: string, box: AnnotationBox, className: string): string {
  const [x = '', y = '', w = '', h = ''] = numbersOf(box);
  const text = cellText(box.transcription ?? '');
  const cells: Readonly<Record<Column, string>> = {
    file: stated,
    x,
    y,
    w,
    h,
    text,
    class: className,
  };
  const row: string[] = Array.from({ length: Math.max(...header.values()) + 1 }, () => '');
  for (const name of COLUMNS) {
    const at = header.get(name);
    if (at !== undefined) row[at] = cells[name];
  }
  return row.join('\t');
}

function knownEntries(image: AnnotatedImage): readonly KnownEntry[] {
  const source = sourceOf(image, 'boxes');
  if (source === null) return [];
  const [, ...rows] = textRows(source.text);
  return rows.map(({ text }, index) => ({ text, boxId: source.boxIds[index] ?? null }));
}
