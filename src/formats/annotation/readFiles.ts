import type {
  AnnotationFiles,
  AnnotationReader,
  ReadAnnotations,
  ReadOptions,
} from './annotationFormat.ts';
import { ImportRun } from './importRun.ts';
import { type JsonNode, parseJsonTree } from './jsonTree.ts';
import { textRows } from './textLine.ts';

/** Reads those files that a format accepts, one after the other, each for itself. */
export function readFiles(
  { accepts }: Pick<AnnotationReader, 'accepts'>,
  files: AnnotationFiles,
  options: ReadOptions,
  readFile: (run: ImportRun, file: string, text: string) => void,
): ReadAnnotations {
  const run = new ImportRun(options);
  for (const [file, text] of files) {
    if (accepts(file) && run.takes(file, text)) readFile(run, file, text);
  }
  return run.result();
}

/** Reads a file line by line; every line that holds anything stands for itself. */
export function readRows(
  readRow: (run: ImportRun, file: string, line: number, text: string) => void,
): (run: ImportRun, file: string, text: string) => void {
  return (run, file, text) => {
    run.log.count('files');
    for (const row of textRows(text)) readRow(run, file, row.line, row.text);
  };
}

/**
 * What a JSON file holds; null, and noted, where it is broken or holds something else.
 * @param contentOf null where the JSON is not of the format
 * @param kindOf says what it is then
 */
export function readJson<T>(
  run: ImportRun,
  file: string,
  text: string,
  contentOf: (root: JsonNode) => T | null,
  kindOf: (root: JsonNode) => string = () => '',
): T | null {
  let root: JsonNode;
  try {
    root = parseJsonTree(text);
  } catch (error) {
    run.log.note('json-broken', file, { detail: String(error), skips: 'files' });
    return null;
  }
  const content = contentOf(root);
  if (content === null) {
    run.log.note('not-annotations', file, { detail: kindOf(root), skips: 'files' });
  } else run.log.count('files');
  return content;
}
