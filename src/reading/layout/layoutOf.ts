import { type Box, boundingBox, quadSize, quadSlope, unionOfBoxes } from '../geometry.ts';
import type { PictureReading, ReadLine } from '../results.ts';
import { type Block, linesOfBlock, type PageLayout } from './pageLayout.ts';
import { paragraphStarts } from './paragraphs.ts';
import { type FoundTable, findTables } from './tables.ts';

/** A line with its place on the page set straight. */
interface Placed {
  readonly line: ReadLine;
  readonly box: Box;
  /** Height of the writing, px. */
  readonly size: number;
}

/** From so much of the usual size on, by class, lines are headings; and from when of which level. */
const HEADING = { print: 1.3, handwriting: 1.6 } as const;
const LEVELS = [1.9, 1.55] as const;
const MOST_HEADING_LINES = 3;
const BULLET = /^[•·‣◦▪●○*–—-]$/u;
const NUMBER = /^\(?(?:\d{1,3}|[a-zA-Z])[.)]$/u;

/**
 * The parts of a page: tables, headings, lists and paragraphs, column by column, in the order in
 * which its lines were given.
 */
export function layoutOf({ width, height, lines }: PictureReading): PageLayout {
  const slope = medianOf(lines.map(({ quad }) => quadSlope(quad)));
  const placed = lines.map((line) => placedOf(line, slope));
  const usual = usualSize(placed);
  const tables = findTables(
    lines,
    placed.map(({ box }) => box),
  );
  const blocks: Block[] = [];
  let run: Placed[] = [];
  const close = (): void => {
    blocks.push(...blocksOfRun(run, usual));
    run = [];
  };
  const begun = new Set<FoundTable>();
  placed.forEach((each, index) => {
    const table = tables.find((one) => one.lines.has(index));
    if (table !== undefined) {
      if (begun.has(table)) return;
      begun.add(table);
      close();
      const inside = table.rows.flatMap((row) => row.flatMap((cell) => cell.lines));
      const box = unionOfBoxes(inside.map((line) => line.box));
      blocks.push({ kind: 'table', box, rows: table.rows });
      return;
    }
    const before = run.at(-1);
    if (before !== undefined && !continues(before, each)) close();
    run.push(each);
  });
  close();
  return { width, height, blocks: joinedLists(blocks) };
}

function placedOf(line: ReadLine, slope: number): Placed {
  const [cos, sin] = [Math.cos(-slope), Math.sin(-slope)];
  const turned = line.quad.map(({ x, y }) => ({ x: x * cos - y * sin, y: x * sin + y * cos }));
  return { line, box: boundingBox(turned), size: quadSize(line.quad).height };
}

/** Whether a line stands below another in the same column, written as large. */
function continues(before: Placed, after: Placed): boolean {
  const overlap =
    Math.min(before.box.x + before.box.width, after.box.x + after.box.width) -
    Math.max(before.box.x, after.box.x);
  const isBelow = after.box.y + after.box.height / 2 > before.box.y + before.box.height / 2;
  const ratio = after.size / before.size;
  const limit = Math.max(HEADING[before.line.lineClass], HEADING[after.line.lineClass]);
  return overlap > 0 && isBelow && ratio < limit && ratio > 1 / limit;
}

function blocksOfRun(run: readonly Placed[], usual: number): readonly Block[] {
  const starts = paragraphStarts(run.map(({ line, box }) => ({ text: line.reading.text, box })));
  const groups: Placed[][] = [];
  run.forEach((each, i) => {
    const group = groups.at(-1);
    const isItem = markerOf(each.line) !== null;
    const continuesItem =
      group?.[0] !== undefined &&
      markerOf(group[0].line) !== null &&
      isIndentedUnder(each, group[0]);
    if (group === undefined || isItem || (starts[i] && !continuesItem)) groups.push([each]);
    else group.push(each);
  });
  return groups.map((group) => blockOf(group, usual));
}

/** A line of a list's entry stands under its text, not under its marker. */
function isIndentedUnder(line: Placed, first: Placed): boolean {
  const indent = line.box.x - first.box.x;
  return indent > 0.3 * first.size && indent < 4 * first.size;
}

function blockOf(group: readonly Placed[], usual: number): Block {
  const lines = group.map(({ line }) => line);
  const box = unionOfBoxes(lines.map((line) => line.box));
  const [first] = lines;
  const marker = first === undefined ? null : markerOf(first);
  if (first !== undefined && marker !== null) {
    return { kind: 'list', box, ordered: NUMBER.test(marker), items: [{ marker, lines }] };
  }
  const size = medianOf(group.map((each) => each.size)) / usual;
  const isHandwritten = lines.filter(({ lineClass }) => lineClass === 'handwriting').length * 2;
  const least = HEADING[isHandwritten > lines.length ? 'handwriting' : 'print'];
  if (size < least || lines.length > MOST_HEADING_LINES) return { kind: 'paragraph', box, lines };
  const level = size >= LEVELS[0] ? 1 : size >= LEVELS[1] ? 2 : 3;
  return { kind: 'heading', box, level, lines };
}

/** Entries that follow each other are one list; a single numbered one is a paragraph. */
function joinedLists(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered) {
      const box = unionOfBoxes([last.box, block.box]);
      joined[joined.length - 1] = { ...last, box, items: [...last.items, ...block.items] };
    } else joined.push(block);
  }
  return joined.map((block) =>
    block.kind === 'list' && block.ordered && block.items.length === 1
      ? { kind: 'paragraph', box: block.box, lines: linesOfBlock(block) }
      : block,
  );
}

/** The sign or number that an entry of a list begins with; null where there is more or less. */
function markerOf({ reading: { words } }: ReadLine): string | null {
  const [first] = words;
  if (first === undefined || words.length < 2) return null;
  return BULLET.test(first.text) || NUMBER.test(first.text) ? first.text : null;
}

/** The size of most of the text. */
function usualSize(placed: readonly Placed[]): number {
  const weighted = placed.flatMap(({ line, size }) =>
    Array<number>(Math.min(80, line.reading.text.length)).fill(size),
  );
  return medianOf(weighted) || 1;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
