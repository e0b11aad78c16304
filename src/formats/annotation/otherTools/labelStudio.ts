import { type Point, rotatedRectangle } from '../../../reading/geometry.ts';
import type { PictureSize } from '../annotationFormat.ts';
import { itemsOf, type JsonNode, memberOf, numberIn, textOf } from '../jsonTree.ts';
import {
  boxPoints,
  ellipsePoints,
  type ForeignPicture,
  type ForeignShape,
  sizeOf,
} from './foreignPicture.ts';
import { decodeName, numbersOf, pairsOf, plainText } from './jsonValues.ts';

/** One thing that an annotator made with one control. */
interface Result {
  readonly node: JsonNode;
  /** Where its place and its words stand. */
  readonly value: JsonNode;
  /** The control; its name is what the answer is about. */
  readonly control: string;
  /** The same for all results of one region; null where it stands alone. */
  readonly region: string | null;
}

/** Label Studio: tasks with their results, or `JSON-MIN`; null where it is neither. */
export function labelStudio(root: JsonNode): readonly ForeignPicture[] | null {
  const tasks = itemsOf(root);
  if (tasks === null || !tasks.some((task) => resultsOf(task) !== null)) return null;
  return tasks.map((task) => {
    const results = resultsOf(task) ?? [];
    const groups = groupsOf(results);
    const regions = groups.filter((group) => group.some(isDrawn));
    const alone = groups.filter((group) => !group.some(isDrawn)).flat();
    const others = versionsOf(task).length - 1;
    return {
      stated: namesOf(task),
      size: results.map(({ node }) => studioSize(node)).find((size) => size !== null) ?? null,
      attributes: said(alone),
      ...(others > 0 ? { others } : {}),
      unkept: [
        ...alone.filter(({ value }) => wordsOf(value) === null).map(kindOf),
        ...(isPredicted(task) ? ['predictions'] : []),
      ],
      shapes: regions.map(shapeOf),
    };
  });
}

/** What each annotator made of a task; those that say nothing are none. */
function versionsOf(task: JsonNode): readonly JsonNode[] {
  const all = itemsOf(memberOf(task, 'annotations')) ?? itemsOf(memberOf(task, 'completions'));
  return (all ?? []).filter((one, index) => {
    const cancelled = memberOf(one, 'was_cancelled');
    const skipped = cancelled?.kind === 'scalar' && cancelled.value === true;
    return index === 0 || !(skipped || itemsOf(memberOf(one, 'result'))?.length === 0);
  });
}

/** Whether a model said something as well; exports without it list numbers there. */
function isPredicted(task: JsonNode): boolean {
  const predictions = itemsOf(memberOf(task, 'predictions')) ?? [];
  return predictions.some((one) => (itemsOf(memberOf(one, 'result'))?.length ?? 0) > 0);
}

function resultsOf(task: JsonNode): readonly Result[] | null {
  const [first] = versionsOf(task);
  if (first === undefined) return shortResults(task);
  return (
    itemsOf(memberOf(first, 'result'))?.map((node) => {
      const control = textOf(memberOf(node, 'from_name')) ?? textOf(memberOf(node, 'type')) ?? '';
      const region = textOf(memberOf(node, 'id'));
      return { node, value: memberOf(node, 'value') ?? node, control, region };
    }) ?? null
  );
}

/** What a task of `JSON-MIN` has beside the answers. */
const OWN_FIELDS = [
  'id',
  'annotator',
  'annotation_id',
  'created_at',
  'updated_at',
  'lead_time',
  'agreement',
];

/**
 * The answers of `JSON-MIN`, each under the name of its control; regions have no ids there, but all
 * controls repeat their places. Null where there is no region.
 */
function shortResults(task: JsonNode): readonly Result[] | null {
  if (task.kind !== 'object') return null;
  const answers = [...task.members].filter(
    ([name, value]) => !(OWN_FIELDS.includes(name) || isPicturePath(textOf(value) ?? '')),
  );
  const results = answers.flatMap(([control, answer]) => {
    const seen = new Map<string, number>();
    return (itemsOf(answer) ?? [answer]).map((value): Result => {
      const place = placeKey(value);
      if (place === null) return { node: value, value, control, region: null };
      // A control says one thing of a region: the same place once more is another region.
      const count = seen.get(place) ?? 0;
      seen.set(place, count + 1);
      return { node: value, value, control, region: `${place} ${count}` };
    });
  });
  return results.some((result) => isDrawn(result) && studioSize(result.node) !== null)
    ? results
    : null;
}

const PLACE = ['x', 'y', 'width', 'height', 'radiusX', 'radiusY', 'rotation'];

function placeKey(value: JsonNode): string | null {
  if (!hasPlace(value)) return null;
  const corners = pairsOf(memberOf(value, 'points')).map(({ x, y }) => [x, y]);
  return JSON.stringify([...PLACE.map((key) => numberIn(memberOf(value, key))), corners]);
}

/** Results of one region together, in the order in which regions come first. */
function groupsOf(results: readonly Result[]): readonly (readonly Result[])[] {
  const groups: Result[][] = [];
  const ofRegion = new Map<string, Result[]>();
  for (const result of results) {
    const known = result.region === null ? undefined : ofRegion.get(result.region);
    if (known !== undefined) {
      known.push(result);
      continue;
    }
    const group = [result];
    groups.push(group);
    if (result.region !== null) ofRegion.set(result.region, group);
  }
  return groups;
}

function hasPlace(value: JsonNode): boolean {
  return ['width', 'points', 'rle', 'vertices', 'radiusX'].some(
    (key) => memberOf(value, key) !== null,
  );
}

function isDrawn({ value }: Result): boolean {
  return hasPlace(value);
}

/** Names of the picture: under `image`, else under whatever key of the data has one. */
function namesOf(task: JsonNode): readonly string[] {
  const data = memberOf(task, 'data') ?? task;
  const image = textOf(memberOf(data, 'image'));
  const all = data.kind === 'object' ? [...data.members.values()] : [];
  const others = all.flatMap((value) => textOf(value) ?? []).filter(isPicturePath);
  const paths = [...new Set([...(image === null ? [] : [image]), ...others])];
  return (paths.length === 0 ? [''] : paths).flatMap((path) => {
    // Files that the server reads from its disk: `/data/local-files/?d=pages/a.jpg`.
    const file = path.replace(/^.*[?&]d=/, '');
    const name = decodeName(file.slice(file.lastIndexOf('/') + 1));
    // Uploads get eight digits before their names.
    return [...new Set([name.replace(/^[0-9a-f]{8}-/, ''), name])];
  });
}

function isPicturePath(text: string): boolean {
  return /\.(jpe?g|png|webp|bmp|gif|tiff?|hei[cf]|avif)([?#].*)?$/i.test(text);
}

const ANSWERS = ['choices', 'text', 'rating', 'number', 'datetime', 'taxonomy'];

/** What was said with a control that draws nothing; null where it cannot be said in words. */
function wordsOf(value: JsonNode): string | null {
  if (value.kind === 'scalar') return plainText(value);
  const answer = ANSWERS.map((key) => memberOf(value, key)).find((node) => node !== null);
  return answer === undefined ? null : listed(answer, ', ');
}

/** The items of a list, and of a taxonomy the way down to each of them. */
function listed(node: JsonNode | null, between: string): string {
  const items = itemsOf(node);
  if (items === null) return plainText(node);
  const texts = items.map((item) => listed(item, ' / '));
  return texts.filter((text) => text !== '').join(between);
}

/** Each control's answers under its name. */
function said(results: readonly Result[]): Readonly<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const { control, value } of results) {
    const words = wordsOf(value) ?? '';
    if (words === '') continue;
    const before = answers[control];
    answers[control] = before === undefined ? words : `${before}, ${words}`;
  }
  return answers;
}

/** What a result is, for one that has no place here. */
function kindOf({ node, control }: Result): string {
  return textOf(memberOf(node, 'type')) ?? control;
}

function studioSize(result: JsonNode | null): PictureSize | null {
  const [width, height] = ['original_width', 'original_height'].map((key) =>
    numberIn(memberOf(result, key)),
  );
  return sizeOf(width ?? null, height ?? null);
}

/** A region: its place, its labels, what is written in it and what else was said of it. */
function shapeOf(group: readonly Result[]): ForeignShape | null {
  const drawn = group.find(isDrawn);
  const size = drawn === undefined ? null : studioSize(drawn.node);
  const place = drawn === undefined || size === null ? null : placeOf(drawn.value, size);
  if (place === null) return null;
  const [label = '', ...labels] = group.flatMap(({ value }) => labelsOf(value));
  const written = group.find(({ value }) => memberOf(value, 'text') !== null);
  const text = memberOf(written?.value, 'text');
  const transcription = listed(text, '\n');
  const notes = group.map(({ node }) => listed(memberOf(memberOf(node, 'meta'), 'text'), ', '));
  const note = notes.find((one) => one !== '');
  const attributes = {
    ...(labels.length > 0 ? { labels: labels.join(', ') } : {}),
    ...(note === undefined ? {} : { note }),
    ...said(group.filter((result) => result !== written)),
  };
  return {
    label,
    ...place,
    transcription: transcription === '' ? null : transcription,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
}

/** `labels`, `rectanglelabels` and the like. */
function labelsOf(value: JsonNode): readonly string[] {
  if (value.kind !== 'object') return [];
  return [...value.members].flatMap(([key, list]) =>
    key.endsWith('labels') ? (itemsOf(list) ?? []).flatMap((label) => textOf(label) ?? []) : [],
  );
}

/** Numbers are hundredths of the picture's sides; boxes turn about their upper left corner. */
function placeOf(
  value: JsonNode,
  size: PictureSize,
): Pick<ForeignShape, 'points' | 'curved'> | null {
  const px = ({ x, y }: Point): Point => ({
    x: (x * size.width) / 100,
    y: (y * size.height) / 100,
  });
  const points = pairsOf(memberOf(value, 'points'));
  if (points.length > 2) return { points: points.map(px) };
  const slope = ((numberIn(memberOf(value, 'rotation')) ?? 0) * Math.PI) / 180;
  const ellipse = numbersOf(value, ['x', 'y', 'radiusX', 'radiusY']);
  if (ellipse !== null) {
    const [x = 0, y = 0, radiusX = 0, radiusY = 0] = ellipse;
    const radii = px({ x: radiusX, y: radiusY });
    return { points: ellipsePoints(px({ x, y }), radii.x, radii.y, slope), curved: true };
  }
  const numbers = numbersOf(value, ['x', 'y', 'width', 'height']);
  if (numbers === null) return null;
  const [x = 0, y = 0, w = 0, h = 0] = numbers;
  const corner = px({ x, y });
  const { x: width, y: height } = px({ x: w, y: h });
  if (slope === 0) return { points: boxPoints({ ...corner, width, height }) };
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const centre = {
    x: corner.x + (width / 2) * cos - (height / 2) * sin,
    y: corner.y + (width / 2) * sin + (height / 2) * cos,
  };
  return { points: rotatedRectangle(centre, width, height, slope) };
}
