import { itemsOf, type JsonNode, memberOf, numberIn, textOf } from '../jsonTree.ts';
import {
  boxPoints,
  type ForeignClass,
  type ForeignPicture,
  type ForeignShape,
  sizeOf,
} from './foreignPicture.ts';
import { decodeName, numbersOf, valuesOf } from './jsonValues.ts';
import { labelStudio } from './labelStudio.ts';
import { via, viaClasses } from './via.ts';

type Reader = (root: JsonNode) => readonly ForeignPicture[] | null;

/** VoTT: its export of all pictures, or the file of one. */
const vott: Reader = (root) => {
  const assets = memberOf(root, 'assets');
  const list = assets === null ? [root] : valuesOf(assets);
  const known = list.filter((one) => memberOf(one, 'asset') !== null);
  if (known.length === 0) return null;
  return known.map((one) => {
    const asset = memberOf(one, 'asset');
    const size = memberOf(asset, 'size');
    const regions = valuesOf(memberOf(one, 'regions'));
    const boxless = regions.filter(isBoxless);
    return {
      stated: [decodeName(textOf(memberOf(asset, 'name')) ?? '')],
      size: sizeOf(numberIn(memberOf(size, 'width')), numberIn(memberOf(size, 'height'))),
      shapes: regions.filter((region) => !isBoxless(region)).map(vottShape),
      ...(boxless.length === 0 ? {} : { boxless: boxless.map(kindOf) }),
    };
  });
};

function kindOf(region: JsonNode): string {
  return textOf(memberOf(region, 'type')) ?? '';
}

/** Lines and points have a box in VoTT as well, but are none. */
function isBoxless(region: JsonNode): boolean {
  return ['POLYLINE', 'POINT'].includes(kindOf(region));
}

function vottShape(region: JsonNode): ForeignShape | null {
  const [label = '', ...others] = (itemsOf(memberOf(region, 'tags')) ?? []).flatMap(
    (tag) => textOf(tag) ?? [],
  );
  const said = others.length === 0 ? {} : { attributes: { tags: others.join(', ') } };
  const points = valuesOf(memberOf(region, 'points')).flatMap((point) => {
    const [x, y] = numbersOf(point, ['x', 'y']) ?? [];
    return x === undefined || y === undefined ? [] : [{ x, y }];
  });
  if (kindOf(region) === 'POLYGON' && points.length > 2) {
    return { label, points, ...said };
  }
  const numbers = numbersOf(memberOf(region, 'boundingBox'), ['left', 'top', 'width', 'height']);
  if (numbers === null) return null;
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  return { label, points: boxPoints({ x, y, width, height }), ...said };
}

/** Tags that VoTT lists, used or not. */
function vottTags(root: JsonNode): readonly ForeignClass[] {
  return (itemsOf(memberOf(root, 'tags')) ?? []).flatMap((tag) => {
    const name = textOf(memberOf(tag, 'name'));
    return name === null ? [] : [{ name, attributes: [] }];
  });
}

/** What any of these tools says in a JSON file; null where it is of none of them. */
export function foreignJson(root: JsonNode): readonly ForeignPicture[] | null {
  for (const read of [via, labelStudio, vott]) {
    const pictures = read(root);
    if (pictures !== null) return pictures;
  }
  return null;
}

/** The classes that such a file lists; Label Studio keeps its own elsewhere. */
export function foreignClasses(root: JsonNode): readonly ForeignClass[] {
  return [...viaClasses(root), ...vottTags(root)];
}
