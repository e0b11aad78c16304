import { decimalOf } from '../boxInside.ts';
import { parseJsonTree } from '../jsonTree.ts';
import { boxPoints, type ForeignPicture, type ForeignShape, sizeOf } from './foreignPicture.ts';
import { viaShape } from './json.ts';

/** Rows of cells after RFC 4180. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) return rows;
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',' && cell.lastIndex < text.length) continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}

type Cells = (name: string) => string;

/** TensorFlow's and VoTT's tables have a row a box, VIA's a row a region in JSON. */
const TABLES: readonly {
  readonly columns: readonly string[];
  readonly name: string;
  readonly shape: (cells: Cells) => ForeignShape | null;
}[] = [
  {
    columns: ['filename', 'class', 'xmin', 'ymin', 'xmax', 'ymax'],
    name: 'filename',
    shape: (cells) => cornerShape(cells('class'), cells),
  },
  {
    columns: ['image', 'xmin', 'ymin', 'xmax', 'ymax', 'label'],
    name: 'image',
    shape: (cells) => cornerShape(cells('label'), cells),
  },
  {
    columns: ['filename', 'region_shape_attributes', 'region_attributes'],
    name: 'filename',
    shape: (cells) => {
      try {
        const [shape, attributes] = ['region_shape_attributes', 'region_attributes'].map((name) =>
          parseJsonTree(cells(name)),
        );
        return viaShape(shape ?? null, attributes ?? null);
      } catch {
        return null;
      }
    },
  },
];

function cornerShape(label: string, cells: Cells): ForeignShape | null {
  const [x = 0, y = 0, right = 0, bottom = 0] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) =>
    decimalOf(cells(name)),
  );
  if (![x, y, right, bottom].every(Number.isFinite)) return null;
  return { label: label.trim(), points: boxPoints({ x, y, width: right - x, height: bottom - y }) };
}

/** What a table of another tool says; null where its columns are of none that we know. */
export function foreignCsv(text: string): readonly ForeignPicture[] | null {
  const [header = [], ...rows] = rowsOf(text);
  const names = header.map((name) => name.trim().toLowerCase().replace(/^#/, ''));
  const table = TABLES.find(({ columns }) => columns.every((name) => names.includes(name)));
  if (table === undefined) return null;
  const pictures = new Map<string, ForeignPicture & { readonly shapes: (ForeignShape | null)[] }>();
  for (const row of rows) {
    const cells: Cells = (name) => row[names.indexOf(name)] ?? '';
    const name = cells(table.name);
    const size = sizeOf(decimalOf(cells('width')), decimalOf(cells('height')));
    const picture = pictures.get(name) ?? { stated: [name], size, shapes: [] };
    pictures.set(name, picture);
    // A picture without regions has one empty row in VIA.
    if (cells('region_count').trim() !== '0') picture.shapes.push(table.shape(cells));
  }
  return [...pictures.values()];
}
