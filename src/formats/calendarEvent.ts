/** A date in a text: a day, with an hour where one stands beside it. Local time. */
export interface CalendarEvent {
  readonly title: string;
  readonly start: Date;
  /** False for a whole day. */
  readonly hasTime: boolean;
}

const LINE_BYTES = 75;
const ESCAPED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  ',': '\\,',
  ';': '\\;',
  '\\': '\\\\',
};

/**
 * An event as calendars take it (iCalendar, RFC 5545), at the same hour wherever it is opened.
 * @param uid tells it from all other events
 */
export function calendarFile(
  { title, start, hasTime }: CalendarEvent,
  { uid, now }: { readonly uid: string; readonly now: Date },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Handlens//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    hasTime ? `DTSTART:${dayOf(start)}T${timeOf(start)}` : `DTSTART;VALUE=DATE:${dayOf(start)}`,
    `SUMMARY:${title.replace(/[\n,;\\]/g, (sign) => ESCAPED[sign] ?? sign)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function dayOf(date: Date): string {
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}${twoDigits(date.getMonth() + 1)}${twoDigits(date.getDate())}`;
}

function timeOf(date: Date): string {
  return `${twoDigits(date.getHours())}${twoDigits(date.getMinutes())}00`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** A line in pieces of at most 75 octets; no character is cut. */
function folded(line: string): string {
  const pieces = [''];
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > LINE_BYTES) {
      pieces.push('');
      // The blank that a piece begins with counts.
      bytes = 1;
    }
    pieces.push((pieces.pop() ?? '') + character);
    bytes += size;
  }
  return pieces.join('\r\n ');
}
