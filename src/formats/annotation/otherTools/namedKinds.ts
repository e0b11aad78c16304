import { itemsOf, type JsonNode, memberOf } from '../jsonTree.ts';
import { childOf, isCalled, type XmlElement } from '../xmlTree.ts';

interface JsonKind {
  readonly name: string;
  /** Fields of the root, or of the first item of a list. */
  readonly fields: readonly string[];
}

/** JSON of tools that we do not read, by fields that no other has; the surest first. */
const JSON_KINDS: readonly JsonKind[] = [
  { name: 'GeoJSON', fields: ['type', 'features'] },
  { name: 'Supervisely', fields: ['objects', 'tags', 'size'] },
  { name: 'SuperAnnotate', fields: ['metadata', 'instances'] },
  { name: 'Darwin (V7)', fields: ['item', 'annotations'] },
  { name: 'Darwin (V7)', fields: ['image', 'annotations', 'dataset'] },
  { name: 'Datumaro', fields: ['items', 'categories'] },
  { name: 'Labelbox', fields: ['data_row', 'projects'] },
  { name: 'Labelbox', fields: ['Labeled Data', 'Label'] },
  { name: 'VIA 3', fields: ['project', 'config', 'metadata', 'file'] },
  { name: 'Scale', fields: ['task_id', 'response'] },
  { name: 'Label Studio, without annotations', fields: ['data', 'annotations', 'predictions'] },
  { name: 'COCO results without pictures', fields: ['image_id', 'category_id'] },
  { name: 'a VoTT project', fields: ['name', 'assets'] },
  { name: 'a Jupyter notebook', fields: ['cells', 'nbformat'] },
  { name: 'a package description', fields: ['name', 'version', 'dependencies'] },
];

/** What a JSON file is that holds nothing for us. */
export function jsonKind(root: JsonNode): string {
  const first = root.kind === 'list' ? root.items[0] : root;
  const found = JSON_KINDS.find(({ fields }) =>
    fields.every((field) => memberOf(first, field) !== null),
  );
  if (found !== undefined) return found.name;
  if (itemsOf(root)?.length === 0) return 'an empty list';
  if (first?.kind !== 'object')
    return root.kind === 'list' ? 'a list of other things' : 'a single value';
  const names = [...first.members.keys()].map((name) => `“${name}”`);
  if (names.length === 0) return 'an empty object';
  return `JSON with ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
}

const XML_KINDS: Readonly<Record<string, string>> = {
  alto: 'ALTO without a page, or not in pixels',
  pcgts: 'PAGE XML without a page',
  svg: 'an SVG drawing',
  html: 'a web page (hOCR is not read)',
  kml: 'KML',
  tei: 'TEI',
  dataset: 'an ImgLab (dlib) data set',
};

/** What an XML file is that holds nothing for us. */
export function xmlKind(root: XmlElement): string {
  if (isCalled(root, 'annotations')) {
    return childOf(root, 'track') === null ? 'CVAT without pictures' : 'CVAT for video';
  }
  return XML_KINDS[root.name.toLowerCase()] ?? `<${root.name}>`;
}

/** A corner each, the class, and how hard it is: DOTA's turned boxes, in px. */
const DOTA_ROW = /^(?:-?\d+(?:\.\d+)?\s+){8}\S*[^\s\d.]\S*(?:\s+[0-2])?\s*$/;
/** ICDAR's: corners with commas, then the text. */
const ICDAR_ROW = /^\ufeff?(?:-?\d+(?:\.\d+)?,\s*){8}.*$/;
const DOTA_HEAD = /^\ufeff?(?:imagesource|gsd):/i;

/** What a text is that holds boxes in a way that is not read; null for any other. */
export function textKind(text: string): string | null {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '' && !DOTA_HEAD.test(row));
  if (rows.length === 0) return null;
  if (rows.every((row) => DOTA_ROW.test(row))) return 'DOTA, boxes by their corners in px';
  return rows.every((row) => ICDAR_ROW.test(row)) ? 'ICDAR, texts by their corners in px' : null;
}

/** Files that may be annotations and are not read, by the end of their names. */
const FILE_KINDS: readonly (readonly [ending: RegExp, name: string])[] = [
  [/\.(tfrecords?|record)$/i, 'TensorFlow records'],
  [/\.pbtxt$/i, 'a label map of TensorFlow'],
  [/\.mat$/i, 'a MATLAB file'],
  [/\.(npz|npy)$/i, 'NumPy arrays'],
  [/\.pkl$/i, 'a Python pickle'],
  [/\.parquet$/i, 'a Parquet table'],
  [/\.h5$/i, 'an HDF5 file'],
  [/\.(jsonl|ndjson)$/i, 'rows of JSON'],
  [/\.geojson$/i, 'GeoJSON'],
  [/\.hocr$/i, 'hOCR'],
  [/\.html?$/i, 'a web page (hOCR is not read)'],
  [/\.(tsv|tab)$/i, 'a table between tabs; of these boxes.tsv and labels.tsv are read'],
  [/\.vott$/i, 'a VoTT project; its export is read'],
];

/** What a file is, by its name, that may be annotations and is not read; null for any other. */
export function fileKind(path: string): string | null {
  return FILE_KINDS.find(([ending]) => ending.test(path))?.[1] ?? null;
}
