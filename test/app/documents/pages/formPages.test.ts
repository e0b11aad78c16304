import { describe, expect, test } from 'vitest';
import type { DrawnForm } from '../../../../src/app/documents/pages/page.ts';
import type { PageAction } from '../../../../src/app/documents/pages/pageAction.ts';
import { needsCheck } from '../../../../src/app/documents/pages/pageCounts.ts';
import {
  EMPTY_LIST,
  nextReading,
  type PageList,
  pageListReducer,
} from '../../../../src/app/documents/pages/pageList.ts';
import type { FormRow } from '../../../../src/reading/fields/form.ts';
import { quadOfBox } from '../../../../src/reading/geometry.ts';

const box = { x: 1, y: 2, width: 30, height: 10 };
const FORM: DrawnForm = {
  ...{ name: 'invoice', sample: new Blob(['x']), width: 100, height: 80, isDone: true },
  fields: [{ name: 'total', kind: 'number', box }],
};
const row = (text: string, sure = false): FormRow => ({
  ...{ width: 100, height: 80 },
  values: [{ name: 'total', kind: 'number', text, sure, confidence: 0.5, quad: quadOfBox(box) }],
});
const ADD: PageAction = {
  type: 'add',
  pages: ['a.jpg', 'b.jpg'].map((name) => ({ name, file: new Blob(['x']) })),
};
const FIELDS: PageAction = { type: 'purpose', purpose: 'fields' };
const form = (drawn: DrawnForm | null): PageAction => ({ type: 'form', form: drawn });
const start = (id: number): PageAction => ({ type: 'start', id, purpose: 'fields' });
const read = (id: number, text: string): PageAction => ({
  ...{ type: 'read', id, purpose: 'fields', reading: row(text) },
});
const listAfter = (...actions: readonly PageAction[]): PageList =>
  actions.reduce(pageListReducer, EMPTY_LIST);
const kinds = ({ pages }: PageList) => pages.map(({ fields }) => fields.kind);
const texts = ({ pages }: PageList) =>
  pages.map(({ fields }) => (fields.kind === 'read' ? fields.reading.values[0]?.text : null));

describe('pages of a form', () => {
  test('wait for its fields to be drawn', () => {
    const without = listAfter(FIELDS, ADD);
    expect(kinds(without)).toEqual(['idle', 'idle']);
    expect(nextReading(without, null)).toBeNull();
    const drawing = pageListReducer(without, form({ ...FORM, isDone: false }));
    expect(kinds(drawing)).toEqual(['idle', 'idle']);
    const done = pageListReducer(drawing, form(FORM));
    expect(kinds(done)).toEqual(['waiting', 'waiting']);
    expect(nextReading(done, null)).toMatchObject({ page: { id: 1 }, purpose: 'fields' });
    // Pages that come later are read by the form that is there.
    expect(kinds(listAfter(FIELDS, form(FORM), ADD))).toEqual(['waiting', 'waiting']);
  });

  const rows = [FIELDS, ADD, form(FORM), start(1), read(1, '12'), start(2), read(2, '13')];

  test('keep their rows while the fields are looked at, and are read anew where these changed', () => {
    const looking = listAfter(...rows, form({ ...FORM, isDone: false }));
    expect(texts(looking)).toEqual(['12', '13']);
    expect(texts(pageListReducer(looking, form(FORM)))).toEqual(['12', '13']);
    const fields = [{ name: 'sum', kind: 'number', box }] as const;
    expect(kinds(pageListReducer(looking, form({ ...FORM, fields })))).toEqual([
      ...['waiting', 'waiting'],
    ]);
    const other = { ...FORM, sample: new Blob(['y']) };
    expect(kinds(pageListReducer(looking, form(other)))).toEqual(['waiting', 'waiting']);
    expect(kinds(pageListReducer(looking, form(null)))).toEqual(['idle', 'idle']);
  });

  test('have values that are corrected, and then sure', () => {
    const list = listAfter(...rows, { type: 'value', id: 2, index: 0, text: '14' });
    expect(texts(list)).toEqual(['12', '14']);
    expect(list.pages.map((page) => needsCheck(page, 'fields'))).toEqual([true, false]);
    // A place that the row does not have changes nothing.
    expect(texts(pageListReducer(list, { type: 'value', id: 1, index: 7, text: 'x' }))).toEqual([
      ...['12', '14'],
    ]);
  });

  test('a field that was deleted comes back', () => {
    const list = listAfter(...rows, form({ ...FORM, isDone: false }), {
      type: 'drop-field',
      index: 0,
    });
    expect(list.form?.fields).toEqual([]);
    const back = pageListReducer(list, { type: 'undo' });
    expect(back.form?.fields).toEqual(FORM.fields);
    expect(texts(pageListReducer(back, form(FORM)))).toEqual(['12', '13']);
  });
});
