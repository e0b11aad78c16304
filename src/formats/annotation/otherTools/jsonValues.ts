import type { Point } from '../../../reading/geometry.ts';
import type { Attributes } from '../annotation.ts';
import { itemsOf, type JsonNode, memberOf, numberIn } from '../jsonTree.ts';

/** The members of an object or the items of a list. */
export function valuesOf(node: JsonNode | null): readonly JsonNode[] {
  if (node?.kind === 'object') return [...node.members.values()];
  return itemsOf(node) ?? [];
}

/** The numbers under these keys; null where one is missing. */
export function numbersOf(
  node: JsonNode | null,
  keys: readonly string[],
): readonly number[] | null {
  const numbers = keys.flatMap((key) => numberIn(memberOf(node, key)) ?? []);
  return numbers.length === keys.length ? numbers : null;
}

/** `[[x, y], …]` */
export function pairsOf(node: JsonNode | null): readonly Point[] {
  return (itemsOf(node) ?? []).flatMap((pair) => {
    const [x, y] = (itemsOf(pair) ?? []).map(numberIn);
    return x == null || y == null ? [] : [{ x, y }];
  });
}

/** Names and plain values; of a choice of several, `{ a: true, b: false }`, those that are chosen. */
export function attributesIn(node: JsonNode | null): Attributes {
  if (node?.kind !== 'object') return {};
  return Object.fromEntries(
    [...node.members].flatMap(([name, value]) => {
      const plain = value.kind === 'object' ? chosenIn(value) : plainText(value);
      return plain === '' ? [] : [[name, plain]];
    }),
  );
}

function chosenIn({ members }: { readonly members: ReadonlyMap<string, JsonNode> }): string {
  const chosen = [...members].filter(
    ([, value]) => !(value.kind === 'scalar' && (value.value === false || value.value === null)),
  );
  return chosen.map(([name]) => name).join(', ');
}

/** A text, a number or yes and no as text; empty for anything else. */
export function plainText(node: JsonNode | null): string {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value).trim() : '';
}

/** A file's name as it stands in an address. */
export function decodeName(name: string): string {
  try {
    return decodeURIComponent(name.replace(/[?#].*$/, ''));
  } catch {
    return name;
  }
}
