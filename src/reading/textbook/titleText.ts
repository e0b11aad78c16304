/** What stands for nothing at the ends of a title: rules, ornaments, stray marks of a reader. */
const ORNAMENTS = '[\\s|_~*•·.,:;=+<>«»\\u2018"“”—–\\-\\\\/\\[\\]{}§©®°^`]';
const BEFORE = new RegExp(`^${ORNAMENTS}+`, 'u');
const AFTER = new RegExp(`${ORNAMENTS}+$`, 'u');

/** Whether a line holds a word: a letter or a digit. Rules and ornaments read as `~~ —`. */
function hasWord(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/**
 * One title from the lines it was set in. A word broken by a hyphen becomes whole again where the
 * next line goes on in small letters; compounds (`Non-`, `Profits`) keep their hyphen. Rules and
 * ornaments at the ends go; a full stop at the end stays when it was printed.
 */
export function joinTitleLines(lines: readonly string[]): string {
  let title = '';
  for (const read of lines) {
    const line = read.replace(/\s+/g, ' ').replace(/ﬁ/g, 'fi').replace(/ﬂ/g, 'fl').trim();
    if (!hasWord(line)) continue;
    if (title === '') title = line;
    else if (/\p{L}[-‐¬]$/u.test(title) && /^\p{Ll}/u.test(line)) title = title.slice(0, -1) + line;
    else if (/\p{L}[-–—/]$/u.test(title)) title += line;
    else title += ` ${line}`;
  }
  return cleanTitle(title);
}

/**
 * A title without the marks at its ends that belong to the layout. A full stop stays, and so do
 * quotation marks and brackets that have their partner.
 */
export function cleanTitle(title: string): string {
  const trimmed = title.replace(/\s+/g, ' ').trim();
  const start = BEFORE.exec(trimmed)?.[0].length ?? 0;
  const inner = trimmed.slice(start).replace(AFTER, '');
  if (!hasWord(inner)) return '';
  const before = trimmed.charAt(start - 1);
  const opening = PARTNERS[before] !== undefined && inner.includes(PARTNERS[before]) ? before : '';
  const [, stop = '', quote = ''] = /^(\.?)(["”]?)/.exec(trimmed.slice(start + inner.length)) ?? [];
  const opened = Object.keys(PARTNERS).some(
    (mark) => PARTNERS[mark] === quote && (opening + inner).includes(mark),
  );
  return opening + inner + stop + (opened ? quote : '');
}

const PARTNERS: Readonly<Record<string, string>> = { '“': '”', '"': '"', '‘': '’', '[': ']' };

/** Letters and digits alone, small: titles are compared by this. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
