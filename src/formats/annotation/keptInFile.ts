import type { AnnotatedImage, AnnotationFormatName, ImageSource } from './annotation.ts';
import { type ExportLoss, type ExportLossCode, exportLoss } from './annotationFormat.ts';
import { partsOfSource } from './cocoFile.ts';
import { createMlEntries } from './createMlEntries.ts';
import { isEmptyNode, itemsOf, type JsonNode, memberOf, parseJsonTree } from './jsonTree.ts';
import { labelmeDocument } from './labelmeDocument.ts';
import { parseVoc } from './pascalVocDocument.ts';
import { childOf, descendants, isCalled, parseXml, type XmlElement } from './xmlTree.ts';
import { yamlPoseShape } from './yamlNames.ts';
import { yoloRows } from './yoloRows.ts';

type KeptCode = ExportLossCode &
  ('key-points' | 'masks' | 'parts' | 'confidence' | 'curves' | 'baselines' | 'others');

/** What boxes have in files of their own and nowhere else: it stays there, and goes nowhere else. */
export function keptLosses(
  image: AnnotatedImage,
  format: AnnotationFormatName,
): readonly ExportLoss[] {
  const own = new Set<string | null>(image.boxes.map(({ id }) => id));
  const others = (image.sources ?? []).filter((source) => source.format !== format);
  const codes = others.flatMap((source) =>
    keptIn(source).flatMap((kept, index) => (own.has(source.boxIds[index] ?? null) ? kept : [])),
  );
  return [...new Set(codes)].map((code) => exportLoss(code, image.name));
}

const known = new WeakMap<ImageSource, readonly (readonly KeptCode[])[]>();

/** What each entry of a text has beyond its box; a text is looked through once. */
function keptIn(source: ImageSource): readonly (readonly KeptCode[])[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  const read = READERS[source.format];
  const found = read === undefined ? [] : read(source);
  known.set(source, found);
  return found;
}

const READERS: Partial<
  Record<AnnotationFormatName, (source: ImageSource) => readonly (readonly KeptCode[])[]>
> = {
  coco: (source) => partsOfSource(source).slice(1).map(ofCoco),

  labelme({ text }) {
    const shapes = labelmeDocument(parseJsonTree(text))?.shapes ?? [];
    return shapes.map(({ node, kind }) => [
      ...(kind === 'circle' ? (['curves'] as const) : []),
      ...membersBeyond(node, LABELME_FIELDS),
    ]);
  },

  createml({ text }) {
    const [entry] = createMlEntries(parseJsonTree(`[${text}]`)) ?? [];
    return (entry?.boxes ?? []).map(({ node }) => membersBeyond(node, CREATEML_FIELDS));
  },

  voc({ text }) {
    const document = parseVoc(text);
    return 'problem' in document ? [] : document.objects.map(({ element }) => ofVoc(element));
  },

  page: ({ text }) =>
    linesIn(text).map((line) =>
      line.children.some((child) => isCalled(child, 'baseline') || isCalled(child, 'word'))
        ? ['baselines']
        : [],
    ),

  alto: ({ text }) =>
    linesIn(text).map((line) => {
      const words = line.children.filter((child) => isCalled(child, 'string'));
      return line.attributes.BASELINE !== undefined || words.length > 1 ? ['baselines'] : [];
    }),

  yolo: ({ text, frame = '' }) =>
    yoloRows(text, yamlPoseShape(frame)).map(({ values }) => [
      ...(values?.pose === undefined ? [] : (['key-points'] as const)),
      ...(values?.confidence === undefined ? [] : (['confidence'] as const)),
    ]),
};

const LABELME_FIELDS =
  'label points group_id description shape_type flags difficult attributes direction'.split(' ');
const CREATEML_FIELDS = 'label coordinates difficult transcription'.split(' ');
const COCO_FIELDS =
  'id image_id category_id bbox area segmentation keypoints num_keypoints attributes difficult utf8_string'.split(
    ' ',
  );
const VOC_FIELDS =
  'name pose truncated occluded difficult bndbox robndbox type transcription attributes part polygon'.split(
    ' ',
  );
const CONFIDENCE = ['score', 'confidence'];

function ofCoco(entry: string): readonly KeptCode[] {
  const node = parseJsonTree(entry);
  const segmentation = memberOf(node, 'segmentation');
  const points = itemsOf(memberOf(node, 'keypoints')) ?? [];
  const isMask = segmentation?.kind === 'object' || (itemsOf(segmentation)?.length ?? 0) > 1;
  const attributes = memberOf(node, 'attributes');
  const said = attributes?.kind === 'object' ? [...attributes.members.values()] : [];
  return [
    ...(points.length > 0 ? (['key-points'] as const) : []),
    ...(isMask ? (['masks'] as const) : []),
    ...membersBeyond(node, COCO_FIELDS),
    ...(said.some((one) => one.kind !== 'scalar' && !isEmptyNode(one))
      ? (['others'] as const)
      : []),
  ];
}

/** What members say that are none of these; nothing, none and no are not said. */
function membersBeyond(node: JsonNode, fields: readonly string[]): readonly KeptCode[] {
  const members = node.kind === 'object' ? [...node.members] : [];
  return members.flatMap(([name, value]) =>
    fields.includes(name) || isEmptyNode(value) ? [] : [codeOf(name)],
  );
}

function ofVoc(element: XmlElement): readonly KeptCode[] {
  const isKnown = (child: XmlElement) => VOC_FIELDS.some((name) => isCalled(child, name));
  const said = element.children.filter(
    (child) =>
      !isKnown(child) && (child.children.length > 0 || !['', '0'].includes(child.text.trim())),
  );
  return [
    ...(childOf(element, 'part') === null ? [] : (['parts'] as const)),
    ...(childOf(element, 'polygon') === null ? [] : (['masks'] as const)),
    ...said.map(({ name }) => codeOf(name)),
  ];
}

function codeOf(name: string): KeptCode {
  return CONFIDENCE.includes(name.toLowerCase()) ? 'confidence' : 'others';
}

function linesIn(text: string): readonly XmlElement[] {
  const parsed = parseXml(text);
  return 'problem' in parsed ? [] : descendants(parsed.root, 'textline');
}
