import { join } from 'node:path';
import type { Reader } from '../../reading/reader.ts';
import type { EngineChoice } from '../../reading/results.ts';
import { type DecodedImage, decodeImageFile } from '../decodeImageFile.ts';
import { concernsAllFiles } from '../failures.ts';

/** What all measures need. */
export interface Measurement {
  readonly reader: Pick<
    Reader,
    | 'readLine'
    | 'findLines'
    | 'readPicture'
    | 'readTextbookPage'
    | 'seeTextbookPage'
    | 'detectPageParts'
  >;
  /** Folder that the truth's file names start from. */
  readonly folder: string;
  /** Null: the default of each measure. */
  readonly engine: EngineChoice | null;
  /** Pictures at most, or null for all. */
  readonly limit: number | null;
  progress(text: string): void;
  /** Told of each picture that could not be read; the rest goes on. */
  failed(file: string, error: unknown): void;
  /** Told truth and reading of each picture, for looking at errors. */
  detail(record: Readonly<Record<string, unknown>>): void;
}

/** At most `limit` items, spread evenly over all, so that a sample is not of the first book alone. */
export function sample<Item>(items: readonly Item[], limit: number | null): readonly Item[] {
  if (limit === null || limit >= items.length) return items;
  return Array.from(
    { length: limit },
    (_, i) => items[Math.floor((i * items.length) / limit)],
  ).filter((item): item is Item => item !== undefined);
}

/** Decodes and measures each picture in turn, and gives what came of those that could be read. */
export async function measureEach<Item, Result>(
  { folder, progress, failed }: Measurement,
  name: string,
  items: readonly Item[],
  fileOf: (item: Item) => string,
  measure: (item: Item, decoded: DecodedImage, decodeMs: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    const file = fileOf(item);
    progress(`${name} ${index + 1}/${items.length} ${file}`);
    try {
      const start = performance.now();
      const decoded = await decodeImageFile(join(folder, file));
      results.push(await measure(item, decoded, performance.now() - start));
    } catch (error) {
      if (concernsAllFiles(error)) throw error;
      failed(file, error);
    }
  }
  return results;
}
