import { altoXml } from '../../../formats/annotation/altoXml.ts';
import type { AnnotatedImage, AnnotationClass } from '../../../formats/annotation/annotation.ts';
import type {
  AnnotationFiles,
  AnnotationFormat,
  AnnotationReader,
  ReadAnnotations,
  ReadOptions,
} from '../../../formats/annotation/annotationFormat.ts';
import { boxesTsv } from '../../../formats/annotation/boxesTsv.ts';
import { coco } from '../../../formats/annotation/coco.ts';
import { createMl } from '../../../formats/annotation/createMl.ts';
import {
  ImportLog,
  type ImportReport,
  joinReports,
} from '../../../formats/annotation/importReport.ts';
import { labelme } from '../../../formats/annotation/labelme.ts';
import { labelsTsv } from '../../../formats/annotation/labelsTsv.ts';
import { OTHER_TOOLS } from '../../../formats/annotation/otherTools/otherTools.ts';
import { pageXml } from '../../../formats/annotation/pageXml.ts';
import { pascalVoc } from '../../../formats/annotation/pascalVoc.ts';
import { truthJsonl } from '../../../formats/annotation/truthJsonl.ts';
import { yolo } from '../../../formats/annotation/yolo.ts';

/** Of a picture that several formats describe, the first here that says anything of it is believed. */
export const FORMATS: readonly AnnotationFormat[] = [
  pascalVoc,
  yolo,
  createMl,
  coco,
  labelme,
  pageXml,
  altoXml,
  boxesTsv,
  truthJsonl,
  labelsTsv,
];

/** The formats, and after them what is only read. */
const READERS: readonly AnnotationReader[] = [...FORMATS, ...OTHER_TOOLS];

/** Whether a file may hold annotations, by its path alone. */
export function mayHoldAnnotations(path: string): boolean {
  return READERS.some((format) => format.accepts(path));
}

/** Reads annotation files of any format; each picture has the annotations of one of them. */
export function readAnnotations(files: AnnotationFiles, options: ReadOptions): ReadAnnotations {
  const images = new Map<string, AnnotatedImage>();
  const doubled = new ImportLog();
  const reports: ImportReport[] = [];
  let classes: readonly AnnotationClass[] = options.classes ?? [];
  for (const format of READERS) {
    const own = new Map([...files].filter(([path]) => format.accepts(path)));
    if (own.size === 0) continue;
    const { set, report } = format.read(own, { ...options, classes });
    classes = set.classes;
    reports.push(report);
    for (const image of set.images) {
      if (!images.has(image.name)) images.set(image.name, image);
      else if (image.boxes.length > 0) {
        const file = image.sources?.[0]?.path ?? format.title;
        doubled.note('image-doubled', file, { detail: image.name, skips: 'images' });
      }
    }
  }
  return {
    set: { classes, images: [...images.values()] },
    report: joinReports([...withoutForeign(reports, files), doubled.report()]),
  };
}

/**
 * A file whose ending fits two formats is refused by one of them: that is worth telling only where
 * all refuse it, and then once.
 */
function withoutForeign(
  reports: readonly ImportReport[],
  files: AnnotationFiles,
): readonly ImportReport[] {
  const refusals = new Map<string, number>();
  for (const { issues } of reports) {
    for (const { code, file } of issues) {
      if (REFUSED.has(code)) refusals.set(file, (refusals.get(file) ?? 0) + 1);
    }
  }
  const formatsOf = (path: string): number =>
    files.has(path) ? READERS.filter((format) => format.accepts(path)).length : 1;
  // The last reader knows most kinds of files by name.
  const seen = new Map<string, number>();
  return reports.map((report) => {
    const issues = report.issues.filter(({ code, file }) => {
      if (!REFUSED.has(code)) return true;
      const count = (seen.get(file) ?? 0) + 1;
      seen.set(file, count);
      return count === formatsOf(file);
    });
    const dropped = report.issues.length - issues.length;
    const skipped = { ...report.skipped, files: report.skipped.files - dropped };
    return { ...report, issues, skipped };
  });
}

const REFUSED: ReadonlySet<string> = new Set([
  'not-annotations',
  'json-broken',
  'xml-broken',
  'xml-doctype',
  'file-too-large',
]);
