import type { FieldKind } from './form.ts';

/** What a field holds, as its kind writes it. */
export interface Value {
  readonly text: string;
  /** Whether nothing had to be guessed. */
  readonly isCertain: boolean;
}

/** Letters that stand for a digit where a number must be. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ O: '0', o: '0', D: '0', Q: '0', l: '1', I: '1', i: '1', '|': '1', '!': '1' },
  ...{ Z: '2', z: '2', S: '5', s: '5', b: '6', B: '8', g: '9', q: '9' },
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Years of two digits below this are of this century. */
const CENTURY_FROM = 70;

/**
 * A reading as a field of its kind holds it: a number as `-1234.5` (one that begins with zeros keeps
 * them), a date as `2026-03-09`.
 * @returns null where the reading is nothing of that kind
 */
export function fieldValue(reading: string, kind: Exclude<FieldKind, 'tick'>): Value | null {
  const text = reading.trim().replace(/\s+/g, ' ');
  if (kind === 'text') return { text, isCertain: text !== '' };
  return kind === 'number' ? numberOf(text) : dateOf(text);
}

function numberOf(reading: string): Value | null {
  const bare = reading.replace(/[€$£¥%]|\b(?:EUR|USD|GBP|CHF|Rs\.?)(?=\s|\d|$)/gi, '').trim();
  const { text, isCertain } = withDigits(bare);
  const [, sign = '', body = ''] = /^([-+–−]?)\s*(\d[\d.,'’ ]*)$/.exec(text) ?? [];
  if (body === '') return null;
  const number = plainNumber(body.replace(/[ '’]/g, '').replace(/[.,]$/, ''));
  const minus = sign === '' || sign === '+' ? '' : '-';
  return number && { text: minus + number.text, isCertain: isCertain && number.isCertain };
}

/** Digits with any points and commas as a number with one point at most. */
function plainNumber(body: string): Value | null {
  const marks = body.match(/[.,]/g) ?? [];
  const last = body.slice(Math.max(body.lastIndexOf('.'), body.lastIndexOf(',')) + 1);
  if (marks.length === 0) return { text: body, isCertain: true };
  const isOneKind = new Set(marks).size === 1;
  // 1,234 may be more than a thousand or little more than one: most people mean the first.
  const mayBeThousands = last.length === 3 && /^[1-9]\d{0,2}([.,]\d{3})+$/.test(body) && isOneKind;
  if (mayBeThousands) return { text: body.replace(/[.,]/g, ''), isCertain: marks.length > 1 };
  const whole = body.slice(0, body.length - last.length - 1);
  const groups = whole.split(/[.,]/);
  const isGrouped = groups.slice(1).every((group) => group.length === 3);
  if (last === '' || !isGrouped || (groups.length > 1 && isOneKind)) return null;
  return { text: `${groups.join('')}.${last}`, isCertain: true };
}

/** A reading with digits for letters that look like them; certain where there are none. */
function withDigits(reading: string): Value {
  if (!/\d/.test(reading)) return { text: reading, isCertain: false };
  const text = reading.replace(/[A-Za-z|!]/g, (sign) => LOOKALIKES[sign] ?? sign);
  return { text, isCertain: text === reading };
}

function dateOf(reading: string): Value | null {
  const named = /^(\d{1,2})?\.? ?([A-Za-z]{3,9})\.?,? ?(\d{1,2})?,? (\d{4}|\d{2})$/.exec(reading);
  if (named) {
    const [, before, name = '', after, year = ''] = named;
    const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
    const day = before ?? after ?? '';
    const isOneDay = (before === undefined) !== (after === undefined);
    return month > 0 && isOneDay ? writtenDate(year, month, Number(day), true) : null;
  }
  const { text, isCertain } = withDigits(reading);
  const [, a = '', mark = '', b = '', c = ''] =
    /^(\d{1,4}) ?([-./]) ?(\d{1,2}) ?\2 ?(\d{1,4})$/.exec(text) ?? [];
  if (a.length === 4) return writtenDate(a, Number(b), Number(c), isCertain);
  if (a === '' || a.length > 2 || (c.length !== 2 && c.length !== 4)) return null;
  const [first, second] = [Number(a), Number(b)];
  // Points stand behind days first: this may be a day that was misread.
  if (second > 12) return writtenDate(c, first, second, isCertain && mark !== '.');
  // With a slash it is the month first in some countries.
  const isClear = mark !== '/' || first > 12 || first === second;
  return writtenDate(c, second, first, isCertain && isClear);
}

function writtenDate(year: string, month: number, day: number, isCertain: boolean): Value | null {
  const century = Number(year) < CENTURY_FROM ? 2000 : 1900;
  const full = year.length === 2 ? century + Number(year) : Number(year);
  const date = new Date(Date.UTC(full, month - 1, day));
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0;
  return isDate ? { text: date.toISOString().slice(0, 10), isCertain } : null;
}
