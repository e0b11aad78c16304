import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type FormFile, formOfJson } from '../../formats/fields/formFile.ts';
import { formRowsToCsv, formRowsToJson, type ReadForm } from '../../formats/fields/formRows.ts';
import type { FailureJson } from '../../formats/json.ts';
import { ReadingError } from '../../reading/errors.ts';
import type { Form } from '../../reading/fields/form.ts';
import { scaledFields } from '../../reading/fields/scaledFields.ts';
import { READ_LONG_SIDE } from '../../reading/image.ts';
import type { Reader } from '../../reading/reader.ts';
import { createProgressLine, print, printable, reserveStandardOutput } from '../console.ts';
import { createReaderInNode } from '../createReaderInNode.ts';
import { decodeImage } from '../decodeImageFile.ts';
import { concernsAllFiles, failureOf, failureText } from '../failures.ts';
import { parseLanguages, runCommand, UsageError } from '../options.ts';
import { pagesOfFile } from '../pagesOfFile.ts';
import { findPictureFiles } from '../pictureFiles.ts';
import { pageName } from '../readPages.ts';

const HELP = `Usage: handlens fields SAMPLE.json FILE… [options]

Reads filled forms: SAMPLE.json is a form with its fields, drawn under Documents › Fields and saved
there. Each page of each FILE (pictures, TIFF, PDF, zips, folders, patterns) gives one row; a page that
shows another form is reported, the rest goes on, and the exit code is 1.

  --format NAME     csv (default) or json
  --languages LIST  of print: eng (default), fra, deu, spa, hin, mar, with commas between
  --password TEXT   of PDF files that are locked
  --models DIR      read with the models of this folder
  --help            this text`;

/** @throws ReadingError `form-invalid`; what the file system says */
async function formFile(path: string): Promise<FormFile> {
  const form = formOfJson(await readFile(path, 'utf8'));
  if (form === null) throw new ReadingError('form-invalid', { detail: path });
  return form;
}

async function learntForm(reader: Reader, { picture, fields, ...size }: FormFile): Promise<Form> {
  const bytes = Buffer.from(picture.slice(picture.indexOf(',') + 1), 'base64');
  const { image } = await decodeImage(bytes);
  return reader.learnForm(image, scaledFields(fields, size, image));
}

async function fields(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'csv' },
      languages: { type: 'string', default: 'eng' },
      password: { type: 'string' },
      models: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  const { format, password } = values;
  if (format !== 'csv' && format !== 'json') throw new UsageError('--format takes csv or json.');
  const languages = parseLanguages(values.languages);
  const [sample, ...named] = positionals;
  if (sample === undefined || named.length === 0) {
    throw new UsageError('Name the saved form, and at least one picture.');
  }
  const { files, unusable, leftOut } = await findPictureFiles(named);
  for (const sentence of leftOut) console.error(printable(sentence));
  const failures: FailureJson[] = unusable.map(({ argument, problem }) => ({
    ...{ file: argument, code: 'file-missing', message: problem, hint: 'Check the path.' },
  }));
  for (const failure of failures) console.error(failureText(failure));
  const file = await formFile(sample);
  const reader = await createReaderInNode(
    values.models === undefined ? {} : { modelsFolder: values.models },
  );
  reader.setLanguages(languages);
  const forms: ReadForm[] = [];
  const progress = createProgressLine();
  try {
    const form = await learntForm(reader, file);
    for (const [index, path] of files.entries()) {
      progress.show(`${index + 1}/${files.length} ${path}`);
      forms.push(...(await rowsOf(reader, form, path, password, failures, () => progress.clear())));
    }
  } finally {
    progress.clear();
    await reader.dispose();
  }
  print(
    format === 'csv'
      ? formRowsToCsv(forms, file.fields)
      : JSON.stringify(formRowsToJson(forms, failures), null, 2),
  );
  return failures.length === 0;
}

/** The rows of a file's pages; a page that fails is told at once and keeps no other out. */
async function rowsOf(
  reader: Reader,
  form: Form,
  path: string,
  password: string | undefined,
  failures: FailureJson[],
  beforeTelling: () => void,
): Promise<readonly ReadForm[]> {
  const rows: ReadForm[] = [];
  const fail = (name: string, error: unknown): void => {
    if (concernsAllFiles(error)) throw error;
    const failure = failureOf(name, error);
    failures.push(failure);
    beforeTelling();
    console.error(failureText(failure));
  };
  try {
    const opened = await pagesOfFile(path, password === undefined ? {} : { password });
    try {
      for (const [index, page] of opened.pages.entries()) {
        const name = pageName(path, index, opened.pages.length);
        try {
          const row = await reader.readForm(await page.picture(READ_LONG_SIDE), form);
          rows.push({ file: name, row });
        } catch (error) {
          fail(name, error);
        }
      }
    } finally {
      await opened.close();
    }
  } catch (error) {
    fail(path, error);
  }
  return rows;
}

reserveStandardOutput();
await runCommand(fields);
