import type { PictureSize } from '../annotationFormat.ts';
import { decimalOf } from '../boxInside.ts';
import { type JsonNode, parseJsonTree } from '../jsonTree.ts';
import { boxPoints, type ForeignPicture, type ForeignShape, sizeOf } from './foreignPicture.ts';
import { attributesIn } from './jsonValues.ts';
import { viaShape } from './via.ts';

/**
 * Rows of cells after RFC 4180; lines may end with any carriage returns and a line feed, or with a
 * carriage return alone. Where a quote is broken, the number of its line from 1.
 */
function rowsOf(text: string): readonly (readonly string[])[] | { readonly brokenLine: number } {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r*\n|\r|$)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const { lastIndex: start } = cell;
    const found = cell.exec(text);
    if (found === null || found[2]?.startsWith('"')) {
      return { brokenLine: text.slice(0, start).split(/\r*\n|\r/).length };
    }
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',' && cell.lastIndex < text.length) continue;
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

type Cells = (name: string) => string;

/** Columns that say what all tables say in their own way, or nothing of a box. */
const SIZES = ['width', 'height', 'depth'];

/** TensorFlow's and VoTT's tables have a row a box, VIA's a row a region in JSON. */
const TABLES: readonly {
  readonly columns: readonly string[];
  readonly name: string;
  /** @param others columns of somebody's own */
  readonly shape: (cells: Cells, others: readonly string[]) => ForeignShape | null;
}[] = [
  {
    columns: ['filename', 'class', 'xmin', 'ymin', 'xmax', 'ymax'],
    name: 'filename',
    shape: (cells, others) => cornerShape(cells('class'), cells, others),
  },
  {
    columns: ['image', 'xmin', 'ymin', 'xmax', 'ymax', 'label'],
    name: 'image',
    shape: (cells, others) => cornerShape(cells('label'), cells, others),
  },
  {
    columns: ['filename', 'region_shape_attributes', 'region_attributes'],
    name: 'filename',
    shape: (cells) => {
      const shape = jsonIn(cells('region_shape_attributes'));
      const attributes = jsonIn(cells('region_attributes'));
      return shape === null || attributes === null ? null : viaShape(shape, attributes);
    },
  },
];

/** The JSON of a cell; null where it is broken. */
function jsonIn(cell: string): JsonNode | null {
  try {
    return parseJsonTree(cell);
  } catch {
    return null;
  }
}

const CORNERS = ['xmin', 'ymin', 'xmax', 'ymax'];

function cornerShape(label: string, cells: Cells, others: readonly string[]): ForeignShape | null {
  const [x = 0, y = 0, right = 0, bottom = 0] = CORNERS.map((name) => decimalOf(cells(name)));
  if (![x, y, right, bottom].every(Number.isFinite)) return null;
  const said = others.map((name) => [name, cells(name).trim()] as const);
  const attributes = Object.fromEntries(said.filter(([, value]) => value !== ''));
  const points = boxPoints({ x, y, width: right - x, height: bottom - y });
  return { label: label.trim(), points, attributes };
}

/** What a table says; or the line from which on it cannot be read. */
export type ForeignTable =
  | {
      readonly pictures: readonly ForeignPicture[];
      /** Its coordinates were shares of the pictures' sides. */
      readonly scaled: boolean;
    }
  | { readonly brokenLine: number };

/** What a table of another tool says; null where its columns are of none that we know. */
export function foreignCsv(text: string): ForeignTable | null {
  const read = rowsOf(text);
  if ('brokenLine' in read) return read;
  const [header = [], ...rows] = read;
  const names = header.map((name) => name.trim().toLowerCase().replace(/^#/, ''));
  const table = TABLES.find(({ columns }) => columns.every((name) => names.includes(name)));
  if (table === undefined) return null;
  const all = rows.map(
    (row): Cells =>
      (name) =>
        row[names.indexOf(name)] ?? '',
  );
  const scaled = areShares(all);
  const others = names.filter(
    (name) => name !== '' && ![...table.columns, ...SIZES].includes(name),
  );
  const pictures = new Map<string, ForeignPicture & { readonly shapes: (ForeignShape | null)[] }>();
  for (const cells of all) {
    const name = cells(table.name);
    const size = sizeOf(decimalOf(cells('width')), decimalOf(cells('height')));
    const attributes = attributesIn(jsonIn(cells('file_attributes')));
    const picture = pictures.get(name) ?? { stated: [name], size, attributes, shapes: [] };
    pictures.set(name, picture);
    // A picture without regions has one empty row in VIA.
    if (cells('region_count').trim() === '0') continue;
    const shape = table.shape(cells, others);
    picture.shapes.push(scaled && shape !== null ? inPx(shape, picture.size) : shape);
  }
  return { pictures: [...pictures.values()], scaled };
}

/** Whether all coordinates are shares of sides, which the table then has to state. */
function areShares(rows: readonly Cells[]): boolean {
  const numbers = rows.flatMap((cells) => CORNERS.map((name) => decimalOf(cells(name))));
  const finite = numbers.filter(Number.isFinite);
  const sized = rows.every(
    (cells) => decimalOf(cells('width')) > 1 && decimalOf(cells('height')) > 1,
  );
  return sized && finite.length > 0 && finite.every((value) => value >= 0 && value <= 1);
}

function inPx(shape: ForeignShape, size: PictureSize | null): ForeignShape | null {
  if (size === null) return null;
  const { width, height } = size;
  return { ...shape, points: shape.points.map(({ x, y }) => ({ x: x * width, y: y * height })) };
}
