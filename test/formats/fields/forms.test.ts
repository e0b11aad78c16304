import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FormFile, formOfJson, formToJson } from '../../../src/formats/fields/formFile.ts';
import { formRowsToCsv, formRowsToJson } from '../../../src/formats/fields/formRows.ts';
import { FIELD_KINDS, type FieldKind, type FormField } from '../../../src/reading/fields/form.ts';
import { quadOfBox } from '../../../src/reading/geometry.ts';

const box = { x: 10, y: 20, width: 300, height: 50 };
const FIELDS: readonly FormField[] = [
  { name: 'who, first', kind: 'text', box },
  { name: 'total', kind: 'number', box },
  { name: 'paid', kind: 'tick', box },
];
const FORM: FormFile = {
  ...{ picture: 'data:image/jpeg;base64,AAAA', width: 800, height: 600, fields: FIELDS },
};
const value = (name: string, kind: FieldKind, text: string, sure = true) => ({
  ...{ name, kind, text, sure, confidence: 0.91234, quad: quadOfBox(box) },
});
const row = (who: string, total: string, sure = true) => ({
  ...{ width: 100, height: 80 },
  values: [
    value('who, first', 'text', who),
    value('total', 'number', total, sure),
    value('paid', 'tick', 'no'),
  ],
});

describe('a form’s file', () => {
  test('comes back as it was', () => {
    const side = fc.double({ min: 1, max: 5000, noNaN: true });
    const field = fc.record({
      name: fc.string({ minLength: 1 }).map((name) => `f${name.trim()}`),
      kind: fc.constantFrom(...FIELD_KINDS),
      box: fc.record({ x: side, y: side, width: side, height: side }),
    });
    const fields = fc.uniqueArray(field, {
      minLength: 1,
      maxLength: 8,
      selector: ({ name }) => name,
    });
    fc.assert(
      fc.property(fields, (some) => {
        const form = { ...FORM, fields: some };
        expect(formOfJson(formToJson(form))).toEqual(form);
      }),
    );
  });

  test.each([
    ['no JSON', 'form'],
    ['nothing', 'null'],
    ['another document', '{"version":1,"fields":[]}'],
    ['no fields', formToJson({ ...FORM, fields: [] })],
    ['two fields of one name', formToJson({ ...FORM, fields: [...FIELDS, ...FIELDS] })],
    ['a picture from elsewhere', formToJson({ ...FORM, picture: 'https://example.org/a.jpg' })],
    ['a size of nothing', formToJson({ ...FORM, width: 0 })],
    ['a later version', formToJson(FORM).replace('"version": 1', '"version": 2')],
  ])('%s is none', (_, text) => expect(formOfJson(text)).toBeNull());
});

describe('rows', () => {
  const forms = [
    { file: 'a.jpg', row: row('=1+1', '-12.5') },
    { file: 'b.jpg', row: row('Berg, "Anna"', '007', false) },
  ];

  test('as CSV: formulae are texts, numbers are numbers, what is unsure is named', () => {
    expect(formRowsToCsv(forms, FIELDS)).toBe(
      [
        'file,"who, first",total,paid,please check',
        "a.jpg,'=1+1,-12.5,no,",
        'b.jpg,"Berg, ""Anna""",007,no,total',
        '',
      ].join('\r\n'),
    );
  });

  test('as JSON: with what failed', () => {
    const failure = { file: 'c.jpg', code: 'form-other', message: 'Another.', hint: 'Again.' };
    const { forms: written, failures } = formRowsToJson(forms, [failure]);
    expect(failures).toEqual([failure]);
    expect(written[1]).toMatchObject({ file: 'b.jpg', width: 100, height: 80 });
    expect(written[1]?.fields[1]).toEqual({
      ...{ name: 'total', holds: 'number', value: '007', confidence: 0.912, needsCheck: true },
      quad: quadOfBox(box),
    });
  });
});
