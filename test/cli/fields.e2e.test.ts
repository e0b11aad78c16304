import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { type FormFile, formOfJson, formToJson } from '../../src/formats/fields/formFile.ts';
import type { FormRowsJson } from '../../src/formats/fields/formRows.ts';
import { fieldValue } from '../../src/reading/fields/values.ts';
import { runBuilt } from './runCommand.ts';

const example = (...path: string[]) => join(packageRoot(), 'examples', 'fields', ...path);
const fields = (...args: string[]) => runBuilt('handlens', ['fields', ...args]);

/** What stands in an example's photos, as its fields hold it. */
function expected(name: string) {
  const form = formOfJson(readFileSync(example(name, 'form.json'), 'utf8'));
  const truth: readonly { file: string; values: Readonly<Record<string, string>> }[] = JSON.parse(
    readFileSync(example(name, 'expected.json'), 'utf8'),
  );
  return truth.map(({ file, values }) => ({
    file: example(name, file),
    values: (form?.fields ?? []).map(({ name: field, kind }) => {
      const written = values[field] ?? '';
      return kind === 'tick' ? written : (fieldValue(written, kind)?.text ?? '');
    }),
  }));
}

describe('handlens fields', () => {
  it.each(['invoice', 'membership'])('reads the three photos of %s', async (name) => {
    const rows = expected(name);
    const { code, stdout } = await fields(
      ...[example(name, 'form.json'), ...rows.map(({ file }) => file), '--format', 'json'],
    );
    expect(code).toBe(0);
    const { forms }: FormRowsJson = JSON.parse(stdout);
    const read = forms.map(({ file, fields: all }) => ({
      file,
      values: all.map(({ value }) => value),
    }));
    expect(read).toEqual(rows);
  });

  it('reads a field of several lines, one after the other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'handlens-fields-'));
    try {
      const form = formOfJson(readFileSync(example('membership', 'form.json'), 'utf8'));
      if (!form) throw new Error('The example holds no form.');
      const person = {
        name: 'person',
        kind: 'text',
        box: { x: 300, y: 282, width: 560, height: 250 },
      };
      await writeFile(
        join(folder, 'form.json'),
        formToJson({ ...form, fields: [person] } as FormFile),
      );
      const { stdout } = await fields(
        ...[join(folder, 'form.json'), example('membership', 'photo-1.jpg')],
      );
      expect(stdout).toContain('Clara Voss 04.07.1988 Northwick');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('tells what shows another form, and writes the others as CSV', async () => {
    const [first] = expected('invoice');
    const { code, stdout, stderr } = await fields(
      ...[example('invoice', 'form.json'), example('membership', 'photo-1.jpg')],
      ...[first?.file ?? '', '--format', 'csv'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('photo-1.jpg: This picture does not show the form of the sample.');
    const [head, row, ...rest] = stdout.trimEnd().split('\r\n');
    expect(head).toBe('file,number,date,customer,work,hours,total,paid,please check');
    expect(row).toContain('2041,2026-03-12,Anna Berg,two oak shelves,6.5,412.50,yes,');
    expect(rest).toEqual([]);
  });

  it('refuses what is no form', async () => {
    const { code, stderr } = await fields(
      ...[example('invoice', 'expected.json'), example('invoice', 'photo-1.jpg')],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('Documents › Fields');
  });
});
