/**
 * The class names of an Ultralytics `data.yaml`: `names:` with a list in brackets, a list of dashes
 * or numbers with names. Only this one key is read, so no YAML library is needed for it.
 * @returns null where the file lists none
 */
export function yamlNames(text: string): readonly string[] | null {
  const found = namesSpan(text);
  if (found === null) return null;
  const body = text.slice(found.start, found.end);
  const inner = /^\s*[[{]([\s\S]*)[\]}]\s*(?:#.*)?\s*$/.exec(body)?.[1];
  const items =
    inner === undefined
      ? body.split(/\r?\n/).map((line) => line.trim().replace(/^-\s+/, ''))
      : flowItems(inner);
  const names: string[] = [];
  for (const item of items) {
    const line = item.trim();
    if (line === '' || line.startsWith('#')) continue;
    const numbered = /^(['"]?)(\d{1,4})\1\s*:\s*(.+)$/.exec(line);
    if (numbered === null) names.push(plainName(line));
    else names[Number(numbered[2])] = plainName(numbered[3] ?? '');
  }
  return names.length === 0 ? null : Array.from(names, (name) => name ?? '');
}

/** What a comma parts in a list in brackets, without comments; quotes count where an item begins. */
function flowItems(inner: string): readonly string[] {
  const part = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<=\s|^)#[^\n]*|,|[^,]/g;
  const items = [''];
  const add = (piece: string) => items.push((items.pop() ?? '') + piece);
  for (let match = part.exec(inner); match !== null; match = part.exec(inner)) {
    const [piece] = match;
    const begins = /^\s*(?:(['"]?)\d{1,4}\1\s*:\s*)?$/.test(items.at(-1) ?? '');
    if (piece === ',') items.push('');
    else if (/^["']./.test(piece) && !begins) {
      // A quote within a name is a letter like any other.
      add(piece.charAt(0));
      part.lastIndex = match.index + 1;
    } else if (piece.length === 1 || !piece.startsWith('#')) add(piece);
  }
  return items;
}

/** How many points a row of key points has, and how many numbers each. */
export interface PoseShape {
  readonly points: number;
  readonly numbers: 2 | 3;
}

/** What `kpt_shape:` of a `data.yaml` says; null where it says nothing. */
export function yamlPoseShape(text: string): PoseShape | null {
  const found =
    /^kpt_shape:\s*(?:\[\s*(\d+)\s*,\s*([23])\s*,?\s*\]|-\s*(\d+)\s+-\s*([23])\b)/m.exec(text);
  if (found === null) return null;
  return { points: Number(found[1] ?? found[3]), numbers: (found[2] ?? found[4]) === '2' ? 2 : 3 };
}

/**
 * The file with other names; everything else in it stays. Names that come to the end are written as
 * those before them are; else all are written anew, one a line by number.
 */
export function withYamlNames(text: string, names: readonly string[]): string {
  const found = namesSpan(text);
  if (found === null) return text;
  const withList = (list: string): string =>
    `${text.slice(0, found.start)}${list}${text.slice(found.end)}`.replace(
      /^nc:[ \t]*\d+/m,
      `nc: ${names.length}`,
    );
  const standing = yamlNames(text) ?? [];
  if (standing.length > 0 && standing.every((name, at) => names[at] === name)) {
    const added = names.slice(standing.length);
    const longer = withList(longerList(text.slice(found.start, found.end), added, standing.length));
    // A list that is written in some way of its own is written anew.
    if (yamlNames(longer)?.join('\n') === names.join('\n')) return longer;
  }
  const end = lineEnd(text);
  const rows = names.map((name, number) => `  ${number}: ${JSON.stringify(name)}${end}`);
  return withList(`${end}${rows.join('')}`);
}

/** A list with more names behind its last one, in its own brackets, dashes, numbers and quotes. */
function longerList(body: string, added: readonly string[], count: number): string {
  const isFlow = /^\s*[[{]/.test(body);
  const tail = (isFlow ? /\s*,?\s*[\]}]\s*(?:#.*)?\s*$/ : /(?:\r?\n[ \t]*(?:#.*)?)*$/).exec(body);
  const head = body.slice(0, tail?.index);
  const last = isFlow ? '' : head.slice(head.lastIndexOf('\n') + 1);
  const [, lead = '', quote = '', number, colon = '', name = ''] =
    /^(\s*(?:-\s+)?)(?:(['"]?)(\d+)\2(\s*:\s*))?(.*)$/.exec(last) ?? [];
  const rows = added.map((one, at) => {
    if (isFlow) {
      const key = /^\s*\{/.test(body) ? `${count + at}: ` : '';
      return `, ${key}${quotedLike(head.at(-1) ?? '', one)}`;
    }
    const key = number === undefined ? '' : `${quote}${count + at}${quote}${colon}`;
    return `${lineEnd(body)}${lead}${key}${quotedLike(name.charAt(0), one)}`;
  });
  return `${head}${rows.join('')}${body.slice(head.length)}`;
}

/** A name in the quotes that begin another one, or in such as it needs. */
function quotedLike(quote: string, name: string): string {
  if (quote === "'") return `'${name.replaceAll("'", "''")}'`;
  const isPlain = /^\p{L}[\p{L}\p{N}_-]*$/u.test(name) && !YAML_WORDS.test(name);
  return quote !== '"' && isPlain ? name : JSON.stringify(name);
}

const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** What stands behind `names:`, up to the next key at the left edge. */
function namesSpan(text: string): { readonly start: number; readonly end: number } | null {
  const key = /^names:/m.exec(text);
  if (key === null) return null;
  const start = key.index + key[0].length;
  const next = /^(?![-\]}#])\S/m.exec(
    text.slice(start).replace(/^[^\n]*/, (line) => ' '.repeat(line.length)),
  );
  return { start, end: next === null ? text.length : start + next.index };
}

function plainName(text: string): string {
  const [, double, single] =
    /^(?:("(?:[^"\\]|\\.)*")|'((?:[^']|'')*)')(?:\s+#.*)?$/.exec(text.trim()) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'").trim();
  if (double === undefined) return text.replace(/\s+#.*$/, '').trim();
  try {
    return String(JSON.parse(double)).trim();
  } catch {
    return double.slice(1, -1);
  }
}
