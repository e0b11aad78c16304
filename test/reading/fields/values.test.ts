import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldValue } from '../../../src/reading/fields/values.ts';

describe('numbers', () => {
  test.each([
    ['412.50', '412.50', true],
    ['412,50', '412.50', true],
    ['1.860,00 €', '1860.00', true],
    ['1,860.00', '1860.00', true],
    ['EUR 12', '12', true],
    ['1 234 567', '1234567', true],
    ['1.234.567', '1234567', true],
    ['-7.5', '-7.5', true],
    ['− 7', '-7', true],
    ['0451 77 123', '045177123', true],
    ['007', '007', true],
    ['12.', '12', true],
    // A thousand or a little more than one.
    ['1,234', '1234', false],
    ['0.125', '0.125', true],
    // A letter where a digit must be.
    ['4l2.5O', '412.50', false],
    ['S5', '55', false],
  ])('%s is %s', (reading, text, isCertain) => {
    expect(fieldValue(reading, 'number')).toEqual({ text, isCertain });
  });

  test.each(['', 'oak', 'Sol', '12-14', '1.2.3', '12,5,7'])('%s is none', (reading) => {
    expect(fieldValue(reading, 'number')).toBeNull();
  });

  test('every number comes back as it was', () => {
    const money = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(money, fc.constantFrom('en-GB', 'de-DE', 'fr-CH'), (value, locale) => {
        const written = value.toLocaleString(locale, { minimumFractionDigits: 2 });
        expect(Number(fieldValue(written, 'number')?.text)).toBe(value);
      }),
    );
  });
});

describe('dates', () => {
  test.each([
    ['12.03.2026', '2026-03-12', true],
    ['4.7.88', '1988-07-04', true],
    ['4. 7. 26', '2026-07-04', true],
    ['2026-03-09', '2026-03-09', true],
    ['21/11/1990', '1990-11-21', true],
    ['11/21/1990', '1990-11-21', true],
    ['3 March 2026', '2026-03-03', true],
    ['Mar 3, 2026', '2026-03-03', true],
    // The month first in some countries.
    ['03/04/2026', '2026-04-03', false],
    ['12.13.2026', '2026-12-13', false],
    ['I2.03.2026', '2026-03-12', false],
  ])('%s is %s', (reading, text, isCertain) => {
    expect(fieldValue(reading, 'date')).toEqual({ text, isCertain });
  });

  test.each(['', '31.02.2026', '13.13.2026', '0.5.2026', 'soon', '12.3', '2026'])(
    '%s is none',
    (reading) => expect(fieldValue(reading, 'date')).toBeNull(),
  );

  test('every day comes back as it was', () => {
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-');
        expect(fieldValue(iso, 'date')?.text).toBe(iso);
        expect(fieldValue(`${d}.${m}.${y}`, 'date')).toEqual({ text: iso, isCertain: true });
      }),
    );
  });
});
