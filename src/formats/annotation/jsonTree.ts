import type { TextEdit } from './textEdits.ts';

/** A JSON value and where it stands in its text, so that parts of a file can be replaced. */
export type JsonNode = JsonScalar | JsonList | JsonObject;

interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

export interface JsonScalar extends JsonSpan {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export interface JsonList extends JsonSpan {
  readonly kind: 'list';
  readonly items: readonly JsonNode[];
}

export interface JsonObject extends JsonSpan {
  readonly kind: 'object';
  /** The last of doubled keys, as everywhere. */
  readonly members: ReadonlyMap<string, JsonNode>;
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [34, 44, 58, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Annotations are flat; only an attack nests deeper. */
const MAX_DEPTH = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Python writes these three though JSON has no such numbers. */
const WORDS: ReadonlyMap<string, number | boolean | null> = new Map<
  string,
  number | boolean | null
>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * Reads JSON; also Python's NaN and Infinity, so that one bad number spoils one box and not the file.
 * @throws SyntaxError that says where
 */
export function parseJsonTree(text: string): JsonNode {
  let at = text.startsWith('\ufeff') ? 1 : 0;

  const fail = (): SyntaxError => new SyntaxError(`unexpected character at ${at}`);

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at += 1;
    }
  }

  function expect(code: number): void {
    if (text.charCodeAt(at) !== code) throw fail();
    at += 1;
  }

  function parseString(): string {
    const start = at;
    expect(QUOTE);
    let plain = true;
    for (;;) {
      const code = text.charCodeAt(at);
      at += 1;
      if (code === QUOTE) break;
      // Also the end of the text, which is NaN.
      if (!(code >= 32)) throw fail();
      if (code === BACKSLASH) {
        plain = false;
        at += 1;
      }
    }
    return plain ? text.slice(start + 1, at - 1) : (JSON.parse(text.slice(start, at)) as string);
  }

  function parseScalar(start: number): JsonScalar {
    if (text.charCodeAt(at) === QUOTE) {
      return { kind: 'scalar', value: parseString(), start, end: at };
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined) {
      at += number.length;
      return { kind: 'scalar', value: Number(number), start, end: at };
    }
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return { kind: 'scalar', value, start, end: at };
    }
    throw fail();
  }

  /** What stands between two brackets, comma by comma. */
  function parseEntries(close: number, parseEntry: () => void): void {
    at += 1;
    skipSpace();
    if (text.charCodeAt(at) === close) {
      at += 1;
      return;
    }
    for (;;) {
      parseEntry();
      skipSpace();
      if (text.charCodeAt(at) === close) {
        at += 1;
        return;
      }
      expect(COMMA);
    }
  }

  function parseValue(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new SyntaxError('nested too deep');
    skipSpace();
    const start = at;
    const code = text.charCodeAt(at);
    if (code === OPEN_LIST) {
      const items: JsonNode[] = [];
      parseEntries(CLOSE_LIST, () => items.push(parseValue(depth + 1)));
      return { kind: 'list', items, start, end: at };
    }
    if (code === OPEN_OBJECT) {
      const members = new Map<string, JsonNode>();
      parseEntries(CLOSE_OBJECT, () => {
        skipSpace();
        const key = parseString();
        skipSpace();
        expect(COLON);
        members.set(key, parseValue(depth + 1));
      });
      return { kind: 'object', members, start, end: at };
    }
    return parseScalar(start);
  }

  const root = parseValue(0);
  skipSpace();
  if (at < text.length) throw fail();
  return root;
}

/** A member of an object; null where it is missing or the node is no object. */
export function memberOf(node: JsonNode | null | undefined, key: string): JsonNode | null {
  return node?.kind === 'object' ? (node.members.get(key) ?? null) : null;
}

export function textOf(node: JsonNode | null | undefined): string | null {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

/** A number, also one that is not finite; null for anything else. */
export function numberIn(node: JsonNode | null | undefined): number | null {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : null;
}

export function itemsOf(node: JsonNode | null | undefined): readonly JsonNode[] | null {
  return node?.kind === 'list' ? node.items : null;
}

/** An item of a list that is put together anew: `index` says which it was, null for a new one. */
export interface ListItem {
  readonly text: string;
  readonly index: number | null;
}

/** The list with other items, written with its own breaks and indents. */
export function listText(text: string, list: JsonList, items: readonly ListItem[]): string {
  const { items: old } = list;
  const gapAfter = (index: number): string | null => {
    const [before, after] = [old[index], old[index + 1]];
    return before === undefined || after === undefined ? null : text.slice(before.end, after.start);
  };
  const first = old[0];
  const last = old.at(-1);
  const lead = text.slice(list.start + 1, first?.start ?? list.end - 1);
  const trail = text.slice(last?.end ?? list.start + 1, list.end - 1);
  if (items.length === 0) return first === undefined ? `[${lead}]` : '[]';
  const gap = gapAfter(0) ?? `,${lead === '' ? ' ' : lead}`;
  const parts = items.map((item, i) => {
    const next = items[i + 1];
    if (next === undefined) return item.text;
    const adjacent = item.index !== null && next.index === item.index + 1;
    return item.text + (adjacent ? (gapAfter(item.index) ?? gap) : gap);
  });
  return `[${lead}${parts.join('')}${trail}]`;
}

/** A text as Python's `json.dumps` writes it: everything beyond ASCII escaped. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A number as Python writes a float: `12.0`. */
export function pythonFloat(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** An edit that gives a member of an object a value, in its place or as the last one. */
export function memberEdit(object: JsonObject, key: string, value: string): TextEdit {
  const old = object.members.get(key);
  if (old !== undefined) return { start: old.start, end: old.end, text: value };
  const last = [...object.members.values()].reduce<JsonNode | null>(
    (found, node) => (found === null || node.end > found.end ? node : found),
    null,
  );
  const at = last?.end ?? object.start + 1;
  const member = `${pythonString(key)}: ${value}`;
  return { start: at, end: at, text: last === null ? member : `, ${member}` };
}

/** Px to a ten-thousandth: finer than any file and any screen. */
export function roundedPx(value: number): number {
  return Number(value.toFixed(4));
}

/** Whether a value says nothing: none, no, nought, or nothing within. */
export function isEmptyNode(node: JsonNode): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'object') return node.members.size === 0;
  return !node.value;
}
