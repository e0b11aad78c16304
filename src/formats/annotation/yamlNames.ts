/**
 * The class names of an Ultralytics `data.yaml`: `names:` with a list in brackets, a list of dashes
 * or numbers with names. Only this one key is read, so no YAML library is needed for it.
 * @returns null where the file lists none
 */
export function yamlNames(text: string): readonly string[] | null {
  const found = namesSpan(text);
  if (found === null) return null;
  const body = text.slice(found.start, found.end);
  const inner = /^\s*[[{]([\s\S]*)[\]}]\s*(?:#.*)?$/.exec(body)?.[1];
  const items =
    inner === undefined
      ? body.split(/\r?\n/).map((line) => line.trim().replace(/^-\s+/, ''))
      : (inner.match(/"(?:[^"\\]|\\.)*"|(?:[^,"'\n]*?:\s*)?'(?:[^']|'')*'|[^,\n]+/g) ?? []);
  const names: string[] = [];
  for (const item of items) {
    const line = item.trim();
    if (line === '' || line.startsWith('#')) continue;
    const numbered = /^(?:'|")?(\d{1,4})(?:'|")?\s*:\s*(.+)$/.exec(line);
    if (numbered === null) names.push(plainName(line));
    else names[Number(numbered[1])] = plainName(numbered[2] ?? '');
  }
  return names.length === 0 ? null : Array.from(names, (name) => name ?? '');
}

/** The file with other names, one a line by number; everything else in it stays. */
export function withYamlNames(text: string, names: readonly string[]): string {
  const found = namesSpan(text);
  if (found === null) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const rows = names.map((name, number) => `  ${number}: ${JSON.stringify(name)}`);
  const written = `${text.slice(0, found.start)}${end}${rows.join(end)}${end}${text.slice(found.end)}`;
  return written.replace(/^nc:[ \t]*\d+/m, `nc: ${names.length}`);
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
  const name = text.trim();
  if (/^".*"$/.test(name)) {
    try {
      return String(JSON.parse(name)).trim();
    } catch {
      return name.slice(1, -1);
    }
  }
  if (/^'.*'$/.test(name)) return name.slice(1, -1).replaceAll("''", "'").trim();
  return name.replace(/\s+#.*$/, '').trim();
}
