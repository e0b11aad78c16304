import type { AnnotatedImage, AnnotationFormatName, ImageSource } from './annotation.ts';
import { type ExportLoss, type ExportLossCode, exportLoss } from './annotationFormat.ts';
import { partsOfSource } from './cocoFile.ts';
import { itemsOf, memberOf, parseJsonTree } from './jsonTree.ts';
import { parseVoc } from './pascalVocDocument.ts';
import { childOf } from './xmlTree.ts';
import { yamlPoseShape } from './yamlNames.ts';
import { yoloRows } from './yoloRows.ts';

type KeptCode = ExportLossCode & ('key-points' | 'masks' | 'parts' | 'confidence');

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

  voc({ text }) {
    const document = parseVoc(text);
    if ('problem' in document) return [];
    return document.objects.map(({ element }) => [
      ...(childOf(element, 'part') === null ? [] : (['parts'] as const)),
      ...(childOf(element, 'polygon') === null ? [] : (['masks'] as const)),
    ]);
  },

  yolo: ({ text, frame = '' }) =>
    yoloRows(text, yamlPoseShape(frame)).map(({ values }) => [
      ...(values?.pose === undefined ? [] : (['key-points'] as const)),
      ...(values?.confidence === undefined ? [] : (['confidence'] as const)),
    ]),
};

function ofCoco(entry: string): readonly KeptCode[] {
  const node = parseJsonTree(entry);
  const segmentation = memberOf(node, 'segmentation');
  const points = itemsOf(memberOf(node, 'keypoints')) ?? [];
  const isMask = segmentation?.kind === 'object' || (itemsOf(segmentation)?.length ?? 0) > 1;
  return [
    ...(points.length > 0 ? (['key-points'] as const) : []),
    ...(isMask ? (['masks'] as const) : []),
  ];
}
