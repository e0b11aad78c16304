import type { AnnotationReader } from '../annotationFormat.ts';
import { hasEnding } from '../filePaths.ts';
import type { ImportRun } from '../importRun.ts';
import { readFiles, readJson } from '../readFiles.ts';
import { parseXml } from '../xmlTree.ts';
import { foreignCsv } from './csv.ts';
import { cvatLabels, cvatXml } from './cvatXml.ts';
import { addForeign, type ForeignClass, type ForeignPicture } from './foreignPicture.ts';
import { foreignClasses, foreignJson } from './json.ts';
import { jsonKind, xmlKind } from './namedKinds.ts';

/** @param kind what the file is where it has no pictures for us */
function takeIn(
  run: ImportRun,
  file: string,
  pictures: readonly ForeignPicture[] | null,
  kind: string,
  classes: readonly ForeignClass[] = [],
): void {
  if (pictures === null) {
    run.log.note('not-annotations', file, { detail: kind, skips: 'files' });
    return;
  }
  run.log.count('files');
  addForeign(run, file, pictures, classes);
}

/** Files of VIA, Label Studio and VoTT. */
const jsonOfOthers: AnnotationReader = {
  title: 'VIA, Label Studio, VoTT',
  accepts: (path) => hasEnding(path, '.json'),
  read: (files, options) =>
    readFiles(jsonOfOthers, files, options, (run, file, text) => {
      const found = readJson(
        run,
        file,
        text,
        (root) => {
          const pictures = foreignJson(root);
          return pictures === null ? null : { pictures, classes: foreignClasses(root) };
        },
        jsonKind,
      );
      if (found !== null) addForeign(run, file, found.pictures, found.classes);
    }),
};

const xmlOfOthers: AnnotationReader = {
  title: 'CVAT',
  accepts: (path) => hasEnding(path, '.xml'),
  read: (files, options) =>
    readFiles(xmlOfOthers, files, options, (run, file, text) => {
      const parsed = parseXml(text);
      if ('problem' in parsed) run.log.note(parsed.problem, file, { skips: 'files' });
      else {
        const { root } = parsed;
        takeIn(run, file, cvatXml(root), xmlKind(root), cvatLabels(root));
      }
    }),
};

const csvOfOthers: AnnotationReader = {
  title: 'TensorFlow, VIA and VoTT tables',
  accepts: (path) => hasEnding(path, '.csv'),
  read: (files, options) =>
    readFiles(csvOfOthers, files, options, (run, file, text) => {
      const table = foreignCsv(text);
      if (table !== null && 'brokenLine' in table) {
        run.log.note('csv-broken', file, { line: table.brokenLine, skips: 'files' });
        return;
      }
      if (table?.scaled) run.log.note('box-scaled', file);
      const isEmpty = table?.pictures.length === 0;
      const kind = isEmpty ? 'a table without rows' : 'a table of other columns';
      takeIn(run, file, isEmpty ? null : (table?.pictures ?? null), kind);
    }),
};

/** What is read and never written: the files of other tools stay as they are. */
export const OTHER_TOOLS: readonly AnnotationReader[] = [jsonOfOthers, xmlOfOthers, csvOfOthers];
