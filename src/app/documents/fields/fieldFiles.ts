import { formToJson } from '../../../formats/fields/formFile.ts';
import { formRowsToCsv, formRowsToJson, type ReadForm } from '../../../formats/fields/formRows.ts';
import { scaledFields } from '../../../reading/fields/scaledFields.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { plainFileName } from '../../files/plainFileName.ts';
import type { TextFile } from '../../files/saveFile.ts';
import { failuresOf } from '../pages/failures.ts';
import type { DocumentPage, DrawnForm } from '../pages/page.ts';
import { pictureBlob } from '../picture/pictureBlob.ts';

/** What is saved: the rows, or the form that they were read by. */
export const FIELD_FORMATS = [
  { format: 'csv', label: 'Rows as CSV', note: '.csv' },
  { format: 'json', label: 'Rows as JSON', note: '.json' },
  { format: 'form', label: 'The form, for other photos', note: '.json' },
] as const;

export type FieldFormat = (typeof FIELD_FORMATS)[number]['format'];

/** Longest side of a saved sample, px: enough to find the form again, small enough to send. */
const SAVED_LONG_SIDE = 2000;

/** The rows that were read, as corrected. */
function readForms(pages: readonly DocumentPage[]): readonly ReadForm[] {
  return pages.flatMap(({ name, fields }) =>
    fields.kind === 'read' ? [{ file: name, row: fields.reading }] : [],
  );
}

/** A file of all rows, or of the form; JSON also names the pages that failed. @throws ReadingError */
export async function fieldFile(
  format: FieldFormat,
  form: DrawnForm,
  pages: readonly DocumentPage[],
): Promise<TextFile> {
  if (format === 'form') return savedForm(form);
  const forms = readForms(pages);
  if (format === 'csv') {
    return { name: 'fields.csv', mediaType: 'text/csv', text: formRowsToCsv(forms, form.fields) };
  }
  const document = formRowsToJson(forms, failuresOf(pages, 'fields'));
  const text = JSON.stringify(document, null, 2);
  return { name: 'fields.json', mediaType: 'application/json', text };
}

/** Rows with tabs between, as a spreadsheet takes them when they are pasted. */
export function tabbedRows(form: DrawnForm, pages: readonly DocumentPage[]): string {
  const rows = [
    ['file', ...form.fields.map(({ name }) => name)],
    ...readForms(pages).map(({ file, row }) => [file, ...row.values.map(({ text }) => text)]),
  ];
  return rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')).join('\n');
}

/** A form with its sample, to be opened again or given to the command line. */
async function savedForm(form: DrawnForm): Promise<TextFile> {
  const bitmap = await bitmapOfFile(form.sample, SAVED_LONG_SIDE, undefined);
  const canvas = document.createElement('canvas');
  const { width, height } = bitmap;
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const picture = await dataUrl(await pictureBlob(canvas, 'image/jpeg'));
  const fields = scaledFields(form.fields, form, { width, height });
  const text = formToJson({ picture, width, height, fields });
  const name = plainFileName(form.name.replace(/\.\w{2,5}$/, ''), 'form');
  return { name: `${name}.json`, mediaType: 'application/json', text };
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
