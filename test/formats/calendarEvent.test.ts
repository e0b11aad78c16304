import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarFile } from '../../src/formats/calendarEvent.ts';

const START = new Date(2026, 11, 4, 15, 5);
const written = (title: string, hasTime = true) =>
  calendarFile({ title, start: START, hasTime }, { uid: 'one', now: new Date(0) });

test('an hour is written as it is told, a whole day without one', () => {
  expect(written('dentist').split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Handlens//EN',
    'BEGIN:VEVENT',
    'UID:one',
    'DTSTAMP:19700101T000000Z',
    'DTSTART:20261204T150500',
    'SUMMARY:dentist',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  expect(written('rent', false)).toContain('DTSTART;VALUE=DATE:20261204\r\n');
});

test('whatever the title, no line is longer than 75 octets, and the title comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      fc.pre(!/[\r\p{Cs}]/u.test(title));
      const file = written(title);
      const lines = file.split('\r\n');
      for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThan(76);
      const [, summary = ''] =
        /SUMMARY:(.*)\r\nEND:VEVENT/s.exec(file.replaceAll('\r\n ', '')) ?? [];
      const back = summary.replace(/\\([n,;\\])/g, (_, sign) => (sign === 'n' ? '\n' : sign));
      expect(back).toBe(title);
    }),
  );
});
