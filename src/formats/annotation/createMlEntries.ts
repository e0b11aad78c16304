import type { Box } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox } from './annotation.ts';
import { boxInside, type Corners } from './boxInside.ts';
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  type ListItem,
  listText,
  memberEdit,
  memberOf,
  numberIn,
  pythonFloat,
  pythonString,
  roundedPx,
  textOf,
} from './jsonTree.ts';
import type { MergedEntry } from './mergeEntries.ts';
import { editedPart, type TextEdit } from './textEdits.ts';

/** A box of the list; `label` and `corners` are null where they are missing. */
export interface CreateMlBox {
  readonly node: JsonNode;
  readonly label: string | null;
  readonly corners: Corners | null;
  readonly difficult: boolean;
  readonly transcription: string | null;
}

/** What a file says of one picture. */
export interface CreateMlEntry {
  readonly node: JsonObject;
  readonly image: string | null;
  readonly verified: boolean;
  readonly boxes: readonly CreateMlBox[];
  /** What the list of boxes is called: Apple's guide says `annotation`, LabelImg `annotations`. */
  readonly listKey: string;
  /** Whether there is such a list at all. */
  readonly hasList: boolean;
}

/** The entries of a file; null where it is none of this format. Items that are no objects are null. */
export function createMlEntries(root: JsonNode): readonly (CreateMlEntry | null)[] | null {
  const items = itemsOf(root);
  if (items === null) return null;
  const entries = items.map((node) => (node.kind === 'object' ? entryOf(node) : null));
  // A list of other things (Label Studio's tasks) is not an empty one of ours.
  const isOurs = entries.some((entry) => entry?.hasList && entry.image !== null);
  return entries.length > 0 && !isOurs ? null : entries;
}

function entryOf(node: JsonObject): CreateMlEntry {
  const verified = memberOf(node, 'verified');
  const listKey = ['annotations', 'annotation'].find((key) => itemsOf(memberOf(node, key)));
  return {
    node,
    image: textOf(memberOf(node, 'image')) ?? textOf(memberOf(node, 'imagefilename')),
    verified: verified?.kind === 'scalar' && verified.value === true,
    boxes: (itemsOf(memberOf(node, listKey ?? '')) ?? []).map(boxOf),
    listKey: listKey ?? 'annotations',
    hasList: listKey !== undefined,
  };
}

function boxOf(node: JsonNode): CreateMlBox {
  const difficult = memberOf(node, 'difficult');
  return {
    node,
    label: textOf(memberOf(node, 'label'))?.trim() || null,
    corners: cornersIn(memberOf(node, 'coordinates')),
    difficult: difficult?.kind === 'scalar' && difficult.value === true,
    transcription: textOf(memberOf(node, 'transcription')),
  };
}

/** `x` and `y` are the centre. */
function cornersIn(node: JsonNode | null): Corners | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) =>
    numberIn(memberOf(node, key)),
  );
  if (x == null || y == null || width == null || height == null) return null;
  return {
    left: x - width / 2,
    top: y - height / 2,
    right: x + width / 2,
    bottom: y + height / 2,
  };
}

/** A box with the name that its class has now. */
export interface LabelledBox {
  readonly box: AnnotationBox;
  readonly label: string;
}

function coordinates({ x, y, width, height }: Box): Readonly<Record<string, number>> {
  return {
    x: roundedPx(x + width / 2),
    y: roundedPx(y + height / 2),
    width: roundedPx(width),
    height: roundedPx(height),
  };
}

type Flags = Pick<AnnotationBox, 'difficult' | 'transcription'>;

/** What a box says in this format's precision. */
export function createMlMeaning(label: string, box: Box, flags: Flags): string {
  const numbers = Object.values(coordinates(box));
  return JSON.stringify([label, numbers, flags.difficult, flags.transcription]);
}

/** What a standing box says; null where it cannot be read. */
export function standingMeaning(box: CreateMlBox, image: AnnotatedImage): string | null {
  if (box.label === null || box.corners === null) return null;
  const inside = boxInside(box.corners, image);
  return 'box' in inside ? createMlMeaning(box.label, inside.box, box) : null;
}

/** A new entry in the layout of Python's `json.dumps`, as LabelImg writes it. */
export function entryText(name: string, verified: boolean, boxes: readonly LabelledBox[]): string {
  const list = boxes.map(boxText).join(', ');
  return `{"image": ${pythonString(name)}, "verified": ${verified}, "annotations": [${list}]}`;
}

function boxText({ box, label }: LabelledBox): string {
  const numbers = Object.entries(coordinates(box)).map(
    ([key, value]) => `"${key}": ${pythonFloat(value)}`,
  );
  return [
    `{"label": ${pythonString(label)}, "coordinates": {${numbers.join(', ')}}`,
    box.difficult ? ', "difficult": true' : '',
    box.transcription === null ? '' : `, "transcription": ${pythonString(box.transcription)}`,
    '}',
  ].join('');
}

/** The standing entry with what changed; everything else in it stays. */
export function editedEntry(
  text: string,
  entry: CreateMlEntry,
  boxes: readonly LabelledBox[],
  merged: readonly MergedEntry[],
  verified: boolean,
): string {
  const items = merged.map((one): ListItem => {
    if (one.kind === 'kept') return { text: rawOf(text, entry, one.standing), index: one.standing };
    const own = boxes[one.own];
    if (own === undefined) return { text: 'null', index: null };
    if (one.kind === 'added') return { text: boxText(own), index: null };
    return { text: editedBox(text, entry.boxes[one.standing], own), index: one.standing };
  });
  const list = memberOf(entry.node, entry.listKey);
  const edits: TextEdit[] = [];
  if (list?.kind === 'list') {
    edits.push({ start: list.start, end: list.end, text: listText(text, list, items) });
  } else if (items.length > 0) {
    const fresh = items.map((item) => item.text).join(', ');
    edits.push(memberEdit(entry.node, entry.listKey, `[${fresh}]`));
  }
  if (verified !== entry.verified) {
    edits.push(memberEdit(entry.node, 'verified', String(verified)));
  }
  const { start, end } = entry.node;
  return editedPart(text, start, end, edits);
}

function rawOf(text: string, entry: CreateMlEntry, index: number): string {
  const node = entry.boxes[index]?.node;
  return node === undefined ? 'null' : text.slice(node.start, node.end);
}

function editedBox(text: string, old: CreateMlBox | undefined, own: LabelledBox): string {
  const frame = memberOf(old?.node, 'coordinates');
  if (old?.node.kind !== 'object' || frame?.kind !== 'object') return boxText(own);
  const { node } = old;
  const { box, label } = own;
  const edits: TextEdit[] = [];
  if (old.label !== label) edits.push(memberEdit(node, 'label', pythonString(label)));
  for (const [key, value] of Object.entries(coordinates(box))) {
    const now = numberIn(memberOf(frame, key));
    if (now === null || roundedPx(now) !== value) {
      edits.push(memberEdit(frame, key, pythonFloat(value)));
    }
  }
  if (old.difficult !== box.difficult) {
    edits.push(memberEdit(node, 'difficult', String(box.difficult)));
  }
  if (old.transcription !== box.transcription) {
    const value = box.transcription === null ? 'null' : pythonString(box.transcription);
    edits.push(memberEdit(node, 'transcription', value));
  }
  return editedPart(text, node.start, node.end, edits);
}
