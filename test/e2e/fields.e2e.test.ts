import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { type FormFile, formOfJson } from '../../src/formats/fields/formFile.ts';
import { fieldValue } from '../../src/reading/fields/values.ts';

const WAIT = { timeout: 150_000 };
const example = (...path: string[]) =>
  readFileSync(join(packageRoot(), 'examples', 'fields', ...path));
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

let opened: HeadlessPage;
let page: Page;
let form: FormFile;
beforeAll(async () => {
  const parsed = formOfJson(example('invoice', 'form.json').toString());
  if (!parsed) throw new Error('The example holds no form.');
  form = parsed;
  opened = await openHeadlessPage({ path: '#documents/fields' });
  page = opened.page;
});
afterAll(() => opened.close());

async function choose(button: string, files: readonly ReturnType<typeof jpeg>[]): Promise<void> {
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).first().click();
  await (await chosen).setFiles([...files]);
}

/** Drags a box over a place of the sample, which is shown as a whole. */
async function draw({ x, y, width, height }: FormFile['fields'][number]['box']): Promise<void> {
  const board = await page.locator('.form-board .board-active').boundingBox();
  if (!board) throw new Error('There is no board.');
  const scale = Math.min((board.width - 32) / form.width, (board.height - 32) / form.height);
  const left = board.x + (board.width - form.width * scale) / 2;
  const top = board.y + (board.height - form.height * scale) / 2;
  await page.mouse.move(left + x * scale, top + y * scale);
  await page.mouse.down();
  await page.mouse.move(left + (x + width / 2) * scale, top + (y + height / 2) * scale);
  await page.mouse.move(left + (x + width) * scale, top + (y + height) * scale);
  await page.mouse.up();
}

/** What stands in the row of a page: texts, and `yes` or `no` of ticks. */
function rowOf(name: string): Promise<readonly string[]> {
  return page
    .locator('tr')
    .filter({ hasText: name })
    .locator('input')
    .evaluateAll((inputs) =>
      inputs.map((input) => {
        const { type, value, checked } = input as HTMLInputElement;
        return type === 'checkbox' ? (checked ? 'yes' : 'no') : value;
      }),
    );
}

describe('fields of a form', { timeout: 400_000 }, () => {
  const truth: readonly { file: string; values: Readonly<Record<string, string>> }[] = JSON.parse(
    example('invoice', 'expected.json').toString(),
  );
  const expected = (index: number) =>
    form.fields.map(({ name, kind }) => {
      const written = truth[index]?.values[name] ?? '';
      return kind === 'tick' ? written : (fieldValue(written, kind)?.text ?? '');
    });

  test('drawn once on a sample, they are read in three photos; another form is refused', async () => {
    const data = form.picture.slice(form.picture.indexOf(',') + 1);
    await choose('Choose files', [
      jpeg('sample.jpg', Buffer.from(data, 'base64')),
      ...truth.map(({ file }) => jpeg(file, example('invoice', file))),
      jpeg('club.jpg', example('membership', 'photo-1.jpg')),
    ]);
    await page.locator('.sample-pages li').nth(4).waitFor(WAIT);
    await page.locator('.sample-pages').getByRole('button', { name: 'sample.jpg' }).click();
    for (const [index, { name, kind, box }] of form.fields.entries()) {
      await draw(box);
      const field = page.locator('.field-list li').nth(index);
      await field.getByRole('textbox').fill(name);
      await field.getByRole('combobox').selectOption(kind);
    }
    await page.getByRole('button', { name: 'Read 5 pages' }).click();
    await page.locator('.form-failed').waitFor(WAIT);
    await page.locator('tr[data-state=read]').nth(3).waitFor(WAIT);
    for (const [index, { file }] of truth.entries()) {
      expect(await rowOf(file)).toEqual(expected(index));
    }
    expect(await page.locator('.form-failed').textContent()).toContain(
      'This picture does not show the form of the sample.',
    );
  });

  test('a value is looked at beside its ink and corrected; all survives a reload', async () => {
    const number = page.getByRole('textbox', { name: /^number of photo-2\.jpg/ });
    await number.click();
    await page.getByRole('img', { name: 'number of photo-2.jpg' }).waitFor(WAIT);
    await number.fill('9042');
    await page.waitForTimeout(1500);
    await page.reload();
    await page.locator('tr[data-state=read]').nth(3).waitFor(WAIT);
    const [first, ...rest] = await rowOf('photo-2.jpg');
    expect(first).toBe('9042');
    expect(rest).toEqual(expected(1).slice(1));
  });

  test('rows and form are saved; the form is opened again', async () => {
    const saved = async (button: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save rows or form' }).click();
      await page.getByRole('button', { name: button }).click();
      return readFileSync(await (await download).path(), 'utf8');
    };
    const csv = await saved('Rows as CSV');
    expect(csv.split('\r\n')[0]).toBe(
      `file,${form.fields.map(({ name }) => name).join(',')},please check`,
    );
    expect(csv).toContain('photo-2.jpg,9042,2026-03-15,');
    const again = formOfJson(await saved('The form, for other photos'));
    expect(again?.fields.map(({ name, kind }) => [name, kind])).toEqual(
      form.fields.map(({ name, kind }) => [name, kind]),
    );

    await page.getByRole('button', { name: 'Remove all pages' }).click();
    await page.reload();
    await choose('Choose files', [jpeg('photo-3.jpg', example('invoice', 'photo-3.jpg'))]);
    await choose('Open a saved form', [
      {
        name: 'invoice.json',
        mimeType: 'application/json',
        buffer: example('invoice', 'form.json'),
      },
    ]);
    await page.locator('tr[data-state=read]').waitFor(WAIT);
    expect(await rowOf('photo-3.jpg')).toEqual(expected(2));
  });
});
