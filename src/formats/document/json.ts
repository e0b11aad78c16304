import type { Block } from '../../reading/layout/pageLayout.ts';
import type { PictureReading } from '../../reading/results.ts';
import { JSON_VERSION, type LineJson, lineJson } from '../json.ts';
import { cellText, flowingText, itemText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** A part of a page, in reading order. */
export type BlockJson =
  | { readonly kind: 'paragraph'; readonly text: string; readonly lines: readonly LineJson[] }
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly text: string;
      readonly lines: readonly LineJson[];
    }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly {
        readonly marker: string;
        readonly text: string;
        readonly lines: readonly LineJson[];
      }[];
    }
  | {
      readonly kind: 'table';
      readonly rows: readonly (readonly {
        readonly text: string;
        readonly lines: readonly LineJson[];
      }[])[];
    };

export interface DocumentPageJson {
  readonly file: string;
  readonly width: PictureReading['width'];
  readonly height: PictureReading['height'];
  readonly dpi: number | null;
  readonly blocks: readonly BlockJson[];
}

export interface DocumentJson {
  readonly version: typeof JSON_VERSION;
  readonly pages: readonly DocumentPageJson[];
}

/** Pages with their parts, ready for `JSON.stringify`. */
export function documentToJson(pages: readonly LaidOutPage[]): DocumentJson {
  return { version: JSON_VERSION, pages: pages.map(documentPageJson) };
}

/** One page, as a row of JSON Lines holds it. */
export function documentPageJson({ name, layout, dpi }: LaidOutPage): DocumentPageJson {
  const { width, height, blocks } = layout;
  return { file: name, width, height, dpi, blocks: blocks.map(blockJson) };
}

function blockJson(block: Block): BlockJson {
  switch (block.kind) {
    case 'paragraph':
      return {
        kind: 'paragraph',
        text: flowingText(block.lines),
        lines: block.lines.map(lineJson),
      };
    case 'heading': {
      const { level, lines } = block;
      return { kind: 'heading', level, text: flowingText(lines), lines: lines.map(lineJson) };
    }
    case 'list':
      return {
        kind: 'list',
        ordered: block.ordered,
        items: block.items.map((item) => ({
          marker: item.marker,
          text: itemText(item),
          lines: item.lines.map(lineJson),
        })),
      };
    case 'table':
      return {
        kind: 'table',
        rows: block.rows.map((cells) =>
          cells.map((cell) => ({ text: cellText(cell), lines: cell.lines.map(lineJson) })),
        ),
      };
  }
}
