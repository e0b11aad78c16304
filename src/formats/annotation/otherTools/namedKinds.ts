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
  { name: 'a Jupyter notebook', fields: ['cells', 'nbformat'] },
  { name: 'a package description', fields: ['name', 'version', 'dependencies'] },
];

/** What a JSON file is that holds nothing for us; empty where nobody knows. */
export function jsonKind(root: JsonNode): string {
  const first = root.kind === 'list' ? root.items[0] : root;
  const found = JSON_KINDS.find(({ fields }) =>
    fields.every((field) => memberOf(first, field) !== null),
  );
  if (found !== undefined) return found.name;
  return itemsOf(root)?.length === 0 ? 'an empty list' : '';
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
