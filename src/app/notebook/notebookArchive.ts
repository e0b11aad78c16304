import * as v from 'valibot';
import type { ArchiveEntry } from '../../formats/archive/readArchive.ts';
import { openArchive } from '../../worker/page/openArchive.ts';
import { type ArchiveFile, packArchive } from '../../worker/page/packArchive.ts';
import { plainFileName } from '../files/plainFileName.ts';
import {
  type EntryKind,
  type EntryPictures,
  type EntrySummary,
  FORMER_KIND,
  kindOf,
  titleOf,
} from './entry.ts';
import { contentOf } from './entryContents.ts';
import type { EntryKeeper } from './entryKeeper.ts';
import type { Notebook } from './notebook.ts';
import { ShapeError, shaped } from './shape.ts';

const FORMAT = 'handlens-notebook';
/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
const VERSION = 1;
const DESCRIPTION = 'notebook.json';

const description = v.object({ format: v.literal(FORMAT), version: v.number() });
const time = v.pipe(v.number(), v.finite());
const exportedEntry = v.object({
  kind: v.pipe(v.picklist(['live', 'air', 'documents', FORMER_KIND]), v.transform(kindOf)),
  name: v.nullable(v.string()),
  createdMs: time,
  changedMs: time,
  content: v.unknown(),
  /** Paths in the zip by the keys that the content names. */
  pictures: v.record(v.string(), v.string()),
});

/** An entry with all that belongs to it, from storage or, where it is not saved, from memory. */
interface WholeEntry {
  readonly summary: EntrySummary;
  readonly content: unknown;
  readonly pictures: EntryPictures;
}

/**
 * The whole notebook as a zip: `texts/` to be read by people, `entries/` and `pictures/` for
 * {@link importNotebook}. What could not be saved is in it too.
 */
export async function exportNotebook(notebook: Notebook): Promise<Blob> {
  async function* files(): AsyncGenerator<ArchiveFile> {
    yield { path: DESCRIPTION, content: JSON.stringify({ format: FORMAT, version: VERSION }) };
    let number = 0;
    for await (const { summary, content, pictures } of wholeEntries(notebook)) {
      number += 1;
      const place = String(number).padStart(4, '0');
      const paths: Record<string, string> = {};
      for (const [index, [key, file]] of [...pictures].entries()) {
        const path = `pictures/${place}-${index + 1}.${extensionOf(file)}`;
        paths[key] = path;
        yield { path, content: file };
      }
      const { kind, name, createdMs, changedMs } = summary;
      const entry = { kind, name, createdMs, changedMs, content, pictures: paths };
      yield { path: `entries/${place}.json`, content: JSON.stringify(entry) };
      const title = plainFileName(titleOf(summary), kind).slice(0, 60).trim();
      yield { path: `texts/${place} ${title}.txt`, content: `${summary.text}\n` };
    }
  }
  return packArchive(files(), new Date());
}

async function* wholeEntries({
  environment: { database },
  keepers,
}: Notebook): AsyncGenerator<WholeEntry> {
  const stored = new Map((await database.list()).map((summary) => [summary.id, summary]));
  const inMemory = [
    ...inMemoryOf(keepers.live),
    ...inMemoryOf(keepers.air),
    ...inMemoryOf(keepers.documents),
  ];
  for (const entry of inMemory) {
    const { id } = entry.summary;
    const name = stored.get(id)?.name ?? null;
    stored.delete(id);
    yield { ...entry, summary: { ...entry.summary, name } };
  }
  for (const summary of stored.values()) {
    if (summary.deletedMs === null) yield { summary, ...(await database.load(summary.id)) };
  }
}

function inMemoryOf<Kind extends EntryKind>(keeper: EntryKeeper<Kind>): readonly WholeEntry[] {
  const { toStored } = contentOf(keeper.kind);
  return keeper.unsaved().map((entry) => ({ ...entry, content: toStored(entry.content) }));
}

function extensionOf({ type }: Blob): string {
  const [, subtype = ''] = /^image\/(\w+)$/.exec(type) ?? [];
  return subtype === 'jpeg' ? 'jpg' : subtype || 'bin';
}

function typeOf(path: string): string {
  const [, extension = ''] = /\.(jpg|png|webp)$/.exec(path) ?? [];
  return extension && `image/${extension === 'jpg' ? 'jpeg' : extension}`;
}

/** What an import brought. */
export interface ImportOutcome {
  readonly added: number;
  /** Entries that were here already. */
  readonly known: number;
  /** Entries that could not be read. */
  readonly damaged: number;
}

/**
 * Adds the entries of an exported notebook; what is here stays.
 * @throws ShapeError where the file is no exported notebook
 */
export async function importNotebook(notebook: Notebook, file: File): Promise<ImportOutcome> {
  const { entries, close } = await openArchive(file, file.name);
  try {
    return await importEntries(notebook, entries);
  } finally {
    close();
  }
}

async function importEntries(
  notebook: Notebook,
  entries: readonly ArchiveEntry[],
): Promise<ImportOutcome> {
  const { database, news } = notebook.environment;
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const entry = byPath.get(path);
    if (!entry) throw new ShapeError(`There is no ${path}.`);
    return entry.read();
  };
  const json = async (path: string): Promise<unknown> => {
    try {
      return JSON.parse(new TextDecoder().decode(await read(path)));
    } catch (cause) {
      throw new ShapeError(`${path} is no JSON.`, { cause });
    }
  };
  if (shaped(description, await json(DESCRIPTION)).version > VERSION) {
    throw new ShapeError('It is of a newer version.');
  }
  const here = new Set((await notebook.list()).map(signatureOf));
  const outcome = { added: 0, known: 0, damaged: 0 };
  for (const { path } of entries) {
    if (!/^entries\/[^/]+\.json$/.test(path)) continue;
    try {
      const whole = wholeEntryOf(shaped(exportedEntry, await json(path)));
      if (here.has(signatureOf(whole.summary))) {
        outcome.known += 1;
        continue;
      }
      const pictures = new Map<string, Blob>();
      for (const [key, at] of whole.paths)
        pictures.set(key, new Blob([await read(at)], { type: typeOf(at) }));
      await database.write({ ...whole, pictures: [...pictures.keys()] });
      await database.writePictures(whole.summary.id, pictures);
      outcome.added += 1;
    } catch (error) {
      if (error instanceof DOMException) throw error;
      outcome.damaged += 1;
    }
  }
  news.tell({ type: 'changed' });
  return outcome;
}

function wholeEntryOf(entry: v.InferOutput<typeof exportedEntry>) {
  const { kind, name, createdMs, changedMs } = entry;
  const { content, text: read, count } = checked(kind, entry.content);
  const summary: EntrySummary = {
    ...{ id: crypto.randomUUID(), kind, name, createdMs, changedMs, text: read, count },
    ...{ isOpen: false, deletedMs: null },
  };
  return { summary, content, paths: Object.entries(entry.pictures) };
}

/** Content from outside, read as this version reads it and written as it writes it. */
function checked<Kind extends EntryKind>(kind: Kind, stored: unknown) {
  const { fromStored, toStored, textOf, countOf } = contentOf(kind);
  const content = fromStored(stored);
  return { content: toStored(content), text: textOf(content), count: countOf(content) };
}

/** Entries that were made at one moment and say the same are one. */
function signatureOf({ kind, createdMs, text: read }: EntrySummary): string {
  return JSON.stringify([kind, createdMs, read]);
}
