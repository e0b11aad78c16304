import { formOfJson } from '../../../formats/fields/formFile.ts';
import { ReadingError } from '../../../reading/errors.ts';
import { scaledFields } from '../../../reading/fields/scaledFields.ts';
import { READ_LONG_SIDE } from '../../../reading/image.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import type { DocumentPage, DrawnForm } from '../pages/page.ts';

/** A form without fields yet, whose sample is a page. @throws ReadingError */
export async function formOfPage({ name, file }: DocumentPage): Promise<DrawnForm> {
  return { name, sample: file, ...(await readSize(file)), fields: [], isDone: false };
}

/** A form out of its file. @throws ReadingError `form-invalid`, what is wrong with its picture */
export async function openedForm(file: File): Promise<DrawnForm> {
  const saved = formOfJson(await file.text());
  if (saved === null) throw new ReadingError('form-invalid');
  const [, type = '', data = ''] = /^data:([^;]*);base64,(.*)$/s.exec(saved.picture) ?? [];
  const sample = new Blob([bytesOfBase64(data)], { type });
  const size = await readSize(sample);
  const fields = scaledFields(saved.fields, saved, size);
  return { name: file.name.replace(/\.json$/i, ''), sample, ...size, fields, isDone: true };
}

/** @throws ReadingError `form-invalid` */
function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch (cause) {
    throw new ReadingError('form-invalid', { cause });
  }
}

/** A picture's size as it is read, px. */
async function readSize(file: Blob): Promise<{ readonly width: number; readonly height: number }> {
  const bitmap = await bitmapOfFile(file, READ_LONG_SIDE, undefined);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
