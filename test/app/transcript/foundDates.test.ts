import { expect, test } from 'vitest';
import { foundDates } from '../../../src/app/transcript/foundDates.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 30, 9);
const days = async (text: string, languages: Parameters<typeof foundDates>[1] = ['eng']) =>
  (await foundDates(text, languages, NOW)).map(({ text: own, start, hasTime }) => [
    own,
    start.getFullYear(),
    start.getMonth() + 1,
    start.getDate(),
    hasTime ? start.getHours() : null,
  ]);

test('days are found as people write them, the next one where the year is left out', async () => {
  expect(await days('dentist on Friday at 3 pm\nrent due 12 January\nborn 2019-05-04')).toEqual([
    ['on Friday at 3 pm', 2026, 12, 4, 15],
    ['12 January', 2027, 1, 12, null],
    ['2019-05-04', 2019, 5, 4, null],
  ]);
});

test('they are called by the line that they stand in', async () => {
  const [found] = await foundDates('milk\n call Anna on 7 December ', ['eng'], NOW);
  expect(found?.title).toBe('call Anna on 7 December');
});

test.each([
  ['bring bread and two lemons'],
  ['03/04/2026'],
  ['call 555 12 12'],
  ['we may come, now or never'],
  ['page 12 of 30'],
  ['the sun is out'],
  ['the letter of last Friday'],
  ['back in 3 days, or tomorrow at 9'],
])('%s is no date that everybody reads alike', async (text) => {
  expect(await days(text)).toEqual([]);
});

test('dates are read in the languages that text is read in', async () => {
  expect(await days('Zahnarzt am 4. Dezember', ['deu'])).toEqual([
    ['am 4. Dezember', 2026, 12, 4, null],
  ]);
  expect(await days('dentiste le 4 décembre', ['fra'])).toEqual([
    [expect.stringContaining('4 décembre'), 2026, 12, 4, null],
  ]);
  expect(await days('dentista el 4 de diciembre', ['spa', 'eng'])).toEqual([
    [expect.stringContaining('4 de diciembre'), 2026, 12, 4, null],
  ]);
  expect(await days('Zahnarzt am 4. Dezember', ['hin'])).toEqual([]);
});
