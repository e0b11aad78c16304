import { type Point, rotatedRectangle } from '../../../reading/geometry.ts';
import type { Attributes } from '../annotation.ts';
import { itemsOf, type JsonNode, memberOf, numberIn, textOf } from '../jsonTree.ts';
import { polygonOf } from '../polygon.ts';
import { boxPoints, type ForeignPicture, type ForeignShape, sizeOf } from './foreignPicture.ts';

type Reader = (root: JsonNode) => readonly ForeignPicture[] | null;

/** The members of an object or the items of a list. */
function valuesOf(node: JsonNode | null): readonly JsonNode[] {
  if (node?.kind === 'object') return [...node.members.values()];
  return itemsOf(node) ?? [];
}

function numbersOf(node: JsonNode | null, keys: readonly string[]): readonly number[] | null {
  const numbers = keys.flatMap((key) => numberIn(memberOf(node, key)) ?? []);
  return numbers.length === keys.length ? numbers : null;
}

/** `[[x, y], …]` */
function pairsOf(node: JsonNode | null): readonly Point[] {
  return (itemsOf(node) ?? []).flatMap((pair) => {
    const [x, y] = (itemsOf(pair) ?? []).map(numberIn);
    return x == null || y == null ? [] : [{ x, y }];
  });
}

/** The upright square around a circle. */
function circle(x: number, y: number, rx: number, ry = rx): readonly Point[] {
  return boxPoints({ x: x - rx, y: y - ry, width: 2 * rx, height: 2 * ry });
}

/** VGG Image Annotator 1 and 2: its project, or its annotations alone. */
const via: Reader = (root) => {
  const pictures = valuesOf(memberOf(root, '_via_img_metadata') ?? root);
  const known = pictures.filter((one) => textOf(memberOf(one, 'filename')) !== null);
  if (root.kind !== 'object' || known.length === 0) return null;
  return known.map((picture) => ({
    stated: [textOf(memberOf(picture, 'filename')) ?? ''],
    size: null,
    attributes: textsOf(memberOf(picture, 'file_attributes')),
    shapes: valuesOf(memberOf(picture, 'regions')).map((region) =>
      viaShape(memberOf(region, 'shape_attributes'), memberOf(region, 'region_attributes')),
    ),
  }));
};

/** Attributes whose value is the class where a region has several; else the first is. */
const CLASS_NAMES = ['class', 'label', 'type', 'name', 'category'];

/** Names and plain values; of a choice of several, VIA's `{ a: true }`, those that are chosen. */
export function textsOf(node: JsonNode | null): Attributes {
  if (node?.kind !== 'object') return {};
  return Object.fromEntries(
    [...node.members].flatMap(([name, value]) => {
      const chosen = value.kind === 'object' ? [...value.members.keys()].join(', ') : '';
      const plain = value.kind === 'scalar' && value.value !== null ? String(value.value) : chosen;
      return plain.trim() === '' ? [] : [[name, plain.trim()]];
    }),
  );
}

/** A region of VIA, in its JSON and in the cells of its CSV. */
export function viaShape(shape: JsonNode | null, said: JsonNode | null): ForeignShape | null {
  const all = textsOf(said);
  const names = Object.keys(all);
  const key = CLASS_NAMES.find((name) => names.includes(name)) ?? names[0] ?? '';
  const { [key]: label = 'region', ...attributes } = all;
  const placed = viaPoints(shape);
  return placed === null ? null : { label, points: placed, attributes };
}

function viaPoints(shape: JsonNode | null): readonly Point[] | null {
  const rect = numbersOf(shape, ['x', 'y', 'width', 'height']);
  if (rect !== null) {
    const [x = 0, y = 0, width = 0, height = 0] = rect;
    return boxPoints({ x, y, width, height });
  }
  const xs = (itemsOf(memberOf(shape, 'all_points_x')) ?? []).map(numberIn);
  const ys = (itemsOf(memberOf(shape, 'all_points_y')) ?? []).map(numberIn);
  const polygon = polygonOf(xs.flatMap((x, index) => [x, ys[index] ?? null]));
  if (polygon !== null && textOf(memberOf(shape, 'name')) === 'polygon') {
    return polygon;
  }
  const round = numbersOf(shape, ['cx', 'cy', 'r']) ?? numbersOf(shape, ['cx', 'cy', 'rx', 'ry']);
  if (round === null) return null;
  const [x = 0, y = 0, rx = 0, ry = rx] = round;
  return circle(x, y, rx, ry);
}

/** Label Studio: tasks with their results, or `JSON-MIN`. */
const labelStudio: Reader = (root) => {
  const tasks = itemsOf(root);
  const results = (task: JsonNode): readonly JsonNode[] | null => {
    const min = itemsOf(memberOf(task, 'label'));
    if (min !== null) return min;
    const [first] = versionsOf(task);
    return first === undefined ? null : itemsOf(memberOf(first, 'result'));
  };
  if (tasks === null || !tasks.some((task) => results(task) !== null)) return null;
  return tasks.map((task) => {
    const shapes = results(task) ?? [];
    const others = versionsOf(task).length - 1;
    const texts = new Map(
      shapes.flatMap((result) => {
        const id = textOf(memberOf(result, 'id'));
        const text = memberOf(memberOf(result, 'value'), 'text');
        const said = textOf(text) ?? textOf(itemsOf(text)?.[0] ?? null);
        return id === null || said === null ? [] : [[id, said] as const];
      }),
    );
    const drawn = shapes.filter((result) => {
      const value = memberOf(result, 'value') ?? result;
      return ['width', 'points', 'rle', 'vertices'].some((key) => memberOf(value, key) !== null);
    });
    const path = textOf(memberOf(memberOf(task, 'data') ?? task, 'image')) ?? '';
    const name = decodeName(path.slice(path.lastIndexOf('/') + 1));
    return {
      // Uploads get eight digits before their names.
      stated: [name.replace(/^[0-9a-f]{8}-/, ''), name],
      size: studioSize(drawn[0] ?? null),
      attributes: Object.fromEntries(shapes.flatMap(choicesOf)),
      ...(others > 0 ? { others } : {}),
      shapes: drawn.map((result) => studioShape(result, texts)),
    };
  });
};

/** What each annotator made of a task; those that say nothing are none. */
function versionsOf(task: JsonNode): readonly JsonNode[] {
  const all = itemsOf(memberOf(task, 'annotations')) ?? itemsOf(memberOf(task, 'completions'));
  return (all ?? []).filter((one, index) => {
    const cancelled = memberOf(one, 'was_cancelled');
    const skipped = cancelled?.kind === 'scalar' && cancelled.value === true;
    return index === 0 || !(skipped || itemsOf(memberOf(one, 'result'))?.length === 0);
  });
}

/** A choice that was made for the whole picture. */
function choicesOf(result: JsonNode): readonly (readonly [string, string])[] {
  const choices = itemsOf(memberOf(memberOf(result, 'value'), 'choices')) ?? [];
  const name = textOf(memberOf(result, 'from_name'));
  const made = choices.flatMap((choice) => textOf(choice) ?? []).join(', ');
  return name === null || made === '' ? [] : [[name, made]];
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name.replace(/[?#].*$/, ''));
  } catch {
    return name;
  }
}

function studioSize(result: JsonNode | null) {
  const [width, height] = ['original_width', 'original_height'].map((key) =>
    numberIn(memberOf(result, key)),
  );
  return sizeOf(width ?? null, height ?? null);
}

/** Numbers are hundredths of the picture's sides; turned about the upper left corner. */
function studioShape(result: JsonNode, texts: ReadonlyMap<string, string>): ForeignShape | null {
  const value = memberOf(result, 'value') ?? result;
  const size = studioSize(result);
  const named = ['rectanglelabels', 'polygonlabels', 'labels', 'ellipselabels'].flatMap(
    (key) => itemsOf(memberOf(value, key)) ?? [],
  );
  const label = textOf(named[0] ?? null) ?? '';
  if (size === null) return null;
  const transcription = texts.get(textOf(memberOf(result, 'id')) ?? '') ?? null;
  const px = ({ x, y }: Point): Point => ({
    x: (x * size.width) / 100,
    y: (y * size.height) / 100,
  });
  const points = pairsOf(memberOf(value, 'points'));
  if (points.length > 2) return { label, points: points.map(px), transcription };
  const numbers = numbersOf(value, ['x', 'y', 'width', 'height']);
  if (numbers === null) return null;
  const [x = 0, y = 0, w = 0, h = 0] = numbers;
  const corner = px({ x, y });
  const { x: width, y: height } = px({ x: w, y: h });
  const turn = numberIn(memberOf(value, 'rotation')) ?? 0;
  const slope = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const centre = {
    x: corner.x + (width / 2) * cos - (height / 2) * sin,
    y: corner.y + (width / 2) * sin + (height / 2) * cos,
  };
  const upright = boxPoints({ ...corner, width, height });
  const outline = turn === 0 ? upright : rotatedRectangle(centre, width, height, slope);
  return { label, points: outline, transcription };
}

/** VoTT: its export of all pictures, or the file of one. */
const vott: Reader = (root) => {
  const assets = memberOf(root, 'assets');
  const list = assets === null ? [root] : valuesOf(assets);
  const known = list.filter((one) => memberOf(one, 'asset') !== null);
  if (known.length === 0) return null;
  return known.map((one) => {
    const asset = memberOf(one, 'asset');
    const size = memberOf(asset, 'size');
    return {
      stated: [decodeName(textOf(memberOf(asset, 'name')) ?? '')],
      size: sizeOf(numberIn(memberOf(size, 'width')), numberIn(memberOf(size, 'height'))),
      shapes: valuesOf(memberOf(one, 'regions')).map(vottShape),
    };
  });
};

function vottShape(region: JsonNode): ForeignShape | null {
  const [label = '', ...others] = (itemsOf(memberOf(region, 'tags')) ?? []).flatMap(
    (tag) => textOf(tag) ?? [],
  );
  const said = others.length === 0 ? {} : { attributes: { tags: others.join(', ') } };
  const points = valuesOf(memberOf(region, 'points')).flatMap((point) => {
    const [x, y] = numbersOf(point, ['x', 'y']) ?? [];
    return x === undefined || y === undefined ? [] : [{ x, y }];
  });
  if (textOf(memberOf(region, 'type')) === 'POLYGON' && points.length > 2) {
    return { label, points, ...said };
  }
  const numbers = numbersOf(memberOf(region, 'boundingBox'), ['left', 'top', 'width', 'height']);
  if (numbers === null) return null;
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  return { label, points: boxPoints({ x, y, width, height }), ...said };
}

/** What any of these tools says in a JSON file; null where it is of none of them. */
export function foreignJson(root: JsonNode): readonly ForeignPicture[] | null {
  for (const read of [via, labelStudio, vott]) {
    const pictures = read(root);
    if (pictures !== null) return pictures;
  }
  return null;
}
