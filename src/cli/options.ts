import { DOCUMENT_FORMATS, type DocumentFormat } from '../formats/document/documentFormat.ts';
import { ReadingError } from '../reading/errors.ts';
import { LANGUAGES, type Languages, languagesOf } from '../reading/recognizer/languages.ts';
import type { EngineChoice } from '../reading/results.ts';

export const ENGINE_CHOICES: readonly EngineChoice[] = ['handwriting', 'printed', 'auto'];

/** @throws UsageError */
export function parseEngineChoice(text: string): EngineChoice {
  const choice = ENGINE_CHOICES.find((name) => name === text);
  if (choice === undefined) throw new UsageError(`--engine takes ${ENGINE_CHOICES.join(', ')}.`);
  return choice;
}

/** Languages of what is read, with commas between. @throws UsageError */
export function parseLanguages(text: string): Languages {
  const names = text.split(',').map((name) => name.trim());
  const languages = languagesOf(names);
  if (languages === null || languages.length < new Set(names).size) {
    throw new UsageError(`--languages takes ${LANGUAGES.join(', ')}, with commas between.`);
  }
  return languages;
}

/** A command line that we do not understand; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A whole number of at least 1. @throws UsageError */
export function parseCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError(`--${name} takes a whole number, 1 or more.`);
  }
  return count;
}

/** @throws UsageError */
export function parseDocumentFormat(text: string): DocumentFormat {
  if (Object.hasOwn(DOCUMENT_FORMATS, text)) return text as DocumentFormat;
  throw new UsageError(`With --out, --format takes ${Object.keys(DOCUMENT_FORMATS).join(', ')}.`);
}

/** One machine's part of a pile of files. */
export interface Shard {
  /** 0 to `count` − 1. */
  readonly index: number;
  readonly count: number;
}

/** @throws UsageError */
export function parseShard(text: string): Shard {
  const [, index = '', count = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (count === '' || Number(index) >= Number(count)) {
    throw new UsageError('--shard takes I/N, where I counts from 0 to N − 1, such as 0/8.');
  }
  return { index: Number(index), count: Number(count) };
}

/** The files of a part; all of them where there is none. Every machine has to name the same files. */
export function ofShard(files: readonly string[], shard: Shard | null): readonly string[] {
  if (shard === null) return files;
  return files.filter((_, i) => i % shard.count === shard.index);
}

/** Runs a command: usage errors and failures end it with one sentence and exit code 1. */
export async function runCommand(command: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await command())) process.exitCode = 1;
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error));
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nSee --help.`;
  // What util.parseArgs throws for unknown options and missing values.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE')) {
    return `${error.message}\nSee --help.`;
  }
  if (error instanceof ReadingError) {
    const isModel = error.code === 'model-missing' || error.code === 'model-corrupt';
    // The hint of the page speaks of connections; here the files lie in a folder.
    const hint = isModel
      ? 'Check the folder public/models, or name one with --models.'
      : error.hint;
    return `${error.message} ${hint}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
