import type { Box } from '../geometry.ts';
import type { ReadLine } from '../results.ts';

/** A cell of a table: its lines, none where it is empty. */
export interface TableCell {
  readonly lines: readonly ReadLine[];
}

/** An entry of a list, with the sign or number before it, such as `•` or `2.`. */
export interface ListItem {
  readonly marker: string;
  /** Its lines; the first word of the first one is the marker. */
  readonly lines: readonly ReadLine[];
}

/** A part of a page; lines in reading order. */
export type Block =
  | { readonly kind: 'paragraph'; readonly box: Box; readonly lines: readonly ReadLine[] }
  | {
      readonly kind: 'heading';
      readonly box: Box;
      /** 1 is the largest. */
      readonly level: 1 | 2 | 3;
      readonly lines: readonly ReadLine[];
    }
  | {
      readonly kind: 'list';
      readonly box: Box;
      readonly ordered: boolean;
      readonly items: readonly ListItem[];
    }
  | {
      readonly kind: 'table';
      readonly box: Box;
      /** Every row has as many cells as there are columns. */
      readonly rows: readonly (readonly TableCell[])[];
    };

/** A page's text by its parts, in reading order. Places are px of the page. */
export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Block[];
}

/** All lines of a block, in reading order. */
export function linesOfBlock(block: Block): readonly ReadLine[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.lines;
    case 'list':
      return block.items.flatMap(({ lines }) => lines);
    case 'table':
      return block.rows.flatMap((cells) => cells.flatMap(({ lines }) => lines));
  }
}
