/** Everything that can be wrong with files that come in: what is said, and what was done. */
const ISSUES = {
  'file-too-large': ['This file is larger than any annotation we read.', 'skipped'],
  'not-text': ['This file is not text in an encoding we know.', 'skipped'],
  'encoding-guessed': [
    'This file is not in UTF-8 and does not say its encoding; one was guessed. Look at the names.',
    'kept',
  ],
  'file-foreign': ['This file is neither a picture nor annotations that we read.', 'skipped'],
  'pdf-foreign': ['Pages of a PDF cannot be annotated; save them as pictures first.', 'skipped'],
  'not-annotations': ['This file has no annotations in a format we know.', 'skipped'],
  'xml-broken': ['This XML is broken.', 'skipped'],
  'xml-doctype': ['This XML has a DTD or entities of its own, which we do not open.', 'skipped'],
  'json-broken': ['This JSON is broken.', 'skipped'],
  'field-missing': ['A field that must be there is missing or of the wrong kind.', 'skipped'],
  'row-broken': ['This row has too few or wrong columns.', 'skipped'],
  'number-broken': ['A box has a coordinate that is not a number.', 'skipped'],
  'box-empty': ['A box has no width or no height.', 'skipped'],
  'box-outside': ['A box lies wholly outside its picture.', 'skipped'],
  'box-clipped': ['A box reached over the edge of its picture and was cut off there.', 'changed'],
  'box-turned': ['A box had its corners in the wrong order; they were swapped.', 'changed'],
  'box-polygon': ['A box was made around a polygon or a turned box; its outline is kept.', 'kept'],
  'box-pose': ['Key points stay in the file; only their box is shown.', 'kept'],
  'rows-ambiguous': [
    'These rows may be outlines, or boxes with key points; they were read as outlines. A data.yaml with kpt_shape beside them tells.',
    'kept',
  ],
  'annotators-several': [
    'Several people or runs annotated this picture; the first of them was taken.',
    'skipped',
  ],
  'shape-foreign': ['A shape is of a kind that has no box.', 'skipped'],
  'shape-nameless': ['Shapes have no label; their class is called “region” here.', 'changed'],
  'said-unkept': [
    'Something is said that has no place here; it stays in its own file alone.',
    'skipped',
  ],
  'box-curve': ['A box was made around a circle or an ellipse; the curve is not kept.', 'changed'],
  'box-scaled': [
    'Coordinates are given as shares of the pictures’ sides; they were turned into pixels.',
    'changed',
  ],
  'csv-broken': [
    'This table has a quote that is not closed, or text after one; nothing of it was read.',
    'skipped',
  ],
  'box-doubled': ['The same box stands there twice; both were kept.', 'kept'],
  'class-unknown': ['A box has a class that is not listed anywhere.', 'skipped'],
  'class-doubled': ['A class is listed twice; both numbers mean the same class.', 'kept'],
  'class-nameless': ['A line of the class list is empty; its number keeps its place.', 'kept'],
  'classes-missing': [
    'There is no classes.txt; the classes got their numbers as names.',
    'changed',
  ],
  'image-missing': ['The picture of these annotations is not there.', 'skipped'],
  'image-doubled': ['This picture has annotations already; those came first and stay.', 'skipped'],
  'file-changed': [
    'This file was read before and has changed since. What is here stays; a new project takes in what changed.',
    'skipped',
  ],
  'image-ambiguous': ['More than one picture has this name; the first was taken.', 'kept'],
  'image-broken': ['This picture cannot be opened.', 'skipped'],
  'size-unknown': ['The size of this picture is not known.', 'skipped'],
  'picture-turned': [
    'The file speaks of the picture as the camera stored it; its boxes were turned upright with it.',
    'changed',
  ],
  'picture-turn-unsaid': [
    'The camera notes that this picture is turned or mirrored, and the file does not say whether its boxes are of it upright; they were taken so. Look at them.',
    'kept',
  ],
  'size-differs': ['The file states another size than the picture has.', 'changed'],
  'text-changed': ['A text had tabs or line breaks; they became spaces.', 'changed'],
  'archive-broken': ['This archive is damaged or cut short.', 'skipped'],
  'archive-path': ['An entry of the archive wants to lie outside its folder.', 'skipped'],
  'archive-link': ['An entry of the archive is a link, not a file.', 'skipped'],
  'archive-doubled': [
    'Two entries of the archive have the same name; the first was taken.',
    'skipped',
  ],
  'archive-encrypted': ['An entry of the archive is locked with a password.', 'skipped'],
  'archive-method': ['An entry of the archive is packed in a way we cannot open.', 'skipped'],
  'archive-too-large': ['The archive unpacks to more than we take; the rest was left.', 'skipped'],
  'archive-too-many': ['The archive has more entries than we take; the rest was left.', 'skipped'],
  'project-path': [
    'The project names a file that is no annotation beside its picture; that file is left alone.',
    'skipped',
  ],
  'project-newer': ['This project was saved by a newer version of this page.', 'skipped'],
  'project-broken': ['The description of this project is damaged.', 'skipped'],
} as const satisfies Record<string, readonly [sentence: string, done: ImportAction]>;

export type ImportIssueCode = keyof typeof ISSUES;

/** What became of the thing in question. */
export type ImportAction = 'skipped' | 'changed' | 'kept';

/** One thing that was not as it should be. */
export interface ImportIssue {
  readonly file: string;
  /** Line of the file from 1, where that can be said. */
  readonly line: number | null;
  readonly code: ImportIssueCode;
  /** What is wrong, for people. */
  readonly sentence: string;
  /** The name, number or text it is about; empty where the sentence says it all. */
  readonly detail: string;
  readonly action: ImportAction;
}

export interface ImportCounts {
  readonly files: number;
  readonly images: number;
  readonly boxes: number;
}

/** What came in and what did not. */
export interface ImportReport {
  readonly read: ImportCounts;
  readonly skipped: ImportCounts;
  /** In the order of the files; at most `MAX_LISTED_ISSUES`. */
  readonly issues: readonly ImportIssue[];
  /** Issues beyond those listed. */
  readonly unlisted: number;
}

/** A file of a million broken rows must not make a million lines of report. */
export const MAX_LISTED_ISSUES = 1000;

/** The sentence of a code, for tests and for those who list them. */
export function issueSentence(code: ImportIssueCode): string {
  return ISSUES[code][0];
}

type Counted = keyof ImportCounts;

/** Collects what an import has to say. */
export class ImportLog {
  readonly #issues: ImportIssue[] = [];
  readonly #read = { files: 0, images: 0, boxes: 0 };
  readonly #skipped = { files: 0, images: 0, boxes: 0 };
  #unlisted = 0;

  /** Notes an issue; `counts` says that so many things of a kind were skipped by it. */
  note(
    code: ImportIssueCode,
    file: string,
    about: { readonly line?: number; readonly detail?: string; readonly skips?: Counted } = {},
  ): void {
    if (about.skips !== undefined) this.#skipped[about.skips] += 1;
    if (this.#issues.length >= MAX_LISTED_ISSUES) {
      this.#unlisted += 1;
      return;
    }
    const [sentence, action] = ISSUES[code];
    const detail = (about.detail ?? '').slice(0, 200);
    this.#issues.push({ file, line: about.line ?? null, code, sentence, detail, action });
  }

  /** Counts what was read. */
  count(kind: Counted, count = 1): void {
    this.#read[kind] += count;
  }

  report(): ImportReport {
    return {
      read: { ...this.#read },
      skipped: { ...this.#skipped },
      issues: [...this.#issues],
      unlisted: this.#unlisted,
    };
  }
}

/** Several reports as one. */
export function joinReports(reports: readonly ImportReport[]): ImportReport {
  const issues = reports.flatMap((report) => report.issues);
  const sum = (pick: (report: ImportReport) => number) =>
    reports.reduce((total, report) => total + pick(report), 0);
  const counts = (pick: (report: ImportReport) => ImportCounts): ImportCounts => ({
    files: sum((report) => pick(report).files),
    images: sum((report) => pick(report).images),
    boxes: sum((report) => pick(report).boxes),
  });
  return {
    read: counts((report) => report.read),
    skipped: counts((report) => report.skipped),
    issues: issues.slice(0, MAX_LISTED_ISSUES),
    unlisted: sum((report) => report.unlisted) + Math.max(0, issues.length - MAX_LISTED_ISSUES),
  };
}
