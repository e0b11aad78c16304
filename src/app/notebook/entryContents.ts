import * as v from 'valibot';
import { type Writing, writingsOfJson, writingsToJson } from '../../formats/inkJson.ts';
import type { InkStroke } from '../../reading/strokes/ink.ts';
import { transcriptText, writtenLines } from '../transcript/transcript.ts';
import type { EntryContents, EntryKind, KeptPage } from './entry.ts';
import { drawnField, formRow, size, textbookPage, transcriptLine } from './readingShapes.ts';
import { ShapeError, shaped } from './shape.ts';

/** How one kind of entry is written, read and looked through. */
interface ContentOf<Content> {
  /** As it is stored and exported: JSON, whose shape a later version still reads. */
  toStored(content: Content): unknown;
  /** @throws ShapeError */
  fromStored(value: unknown): Content;
  textOf(content: Content): string;
  /** Lines or pages. */
  countOf(content: Content): number;
  /** Keys of the files that belong to it. */
  picturesOf(content: Content): readonly string[];
  /** Whether what was taken from the screen came back to it, as by the screen's own undo. */
  comesBack(before: Content, after: Content): boolean;
}

const liveShape = v.object({
  transcript: v.array(transcriptLine),
  frame: size,
  names: v.optional(v.record(v.string(), v.string())),
});
const airShape = v.object({
  transcript: v.array(transcriptLine),
  writings: v.unknown(),
  page: v.unknown(),
});
const keptPage = {
  picture: v.string(),
  name: v.string(),
  chapter: v.nullable(v.string()),
  title: v.nullable(v.string()),
};
const documentsShape = v.object({
  purpose: v.picklist(['text', 'chapters', 'fields']),
  isPaused: v.optional(v.boolean(), false),
  form: v.optional(
    v.nullable(
      v.object({
        ...size.entries,
        picture: v.string(),
        name: v.string(),
        fields: v.array(drawnField),
        isDone: v.boolean(),
      }),
    ),
    null,
  ),
  pages: v.array(
    v.object({
      ...keptPage,
      text: v.nullable(
        v.object({
          ...size.entries,
          lines: v.array(transcriptLine),
          isPart: v.optional(v.boolean()),
        }),
      ),
      chapters: v.nullable(textbookPage),
      fields: v.optional(v.nullable(formRow), null),
    }),
  ),
});
/** As pages were written when they were read for their chapters alone. */
const photosShape = v.object({
  photos: v.array(v.object({ ...keptPage, page: v.nullable(textbookPage) })),
});

function writingsOf(value: unknown): readonly Writing[] {
  const found = writingsOfJson(value);
  if (found === null) throw new ShapeError('This is no ink.');
  return found;
}

const live: ContentOf<EntryContents['live']> = {
  toStored: ({ transcript, frame }) => ({ transcript, frame }),
  fromStored: (value) => shaped(liveShape, value),
  textOf: ({ transcript }) => transcriptText(transcript),
  countOf: ({ transcript }) => writtenLines(transcript).length,
  picturesOf: () => [],
  comesBack: () => false,
};

const air: ContentOf<EntryContents['air']> = {
  toStored: ({ transcript, writings: done, page }) => ({
    transcript,
    writings: writingsToJson(done),
    page: page && writingsToJson([page]),
  }),
  fromStored(value) {
    const { transcript, writings, page } = shaped(airShape, value);
    const [onPage = null] = page === null ? [] : writingsOf(page);
    return { transcript, writings: writingsOf(writings), page: onPage };
  },
  textOf: ({ transcript }) => transcriptText(transcript),
  countOf: ({ transcript }) => writtenLines(transcript).length,
  picturesOf: () => [],
  comesBack: (before, after) => {
    const strokes = new Set(strokesOf(before));
    return strokesOf(after).some((stroke) => strokes.has(stroke));
  },
};

function strokesOf({ writings: done, page }: EntryContents['air']): readonly InkStroke[] {
  return [...done, ...(page ? [page] : [])].flatMap(({ ink }) => ink.strokes);
}

const documents: ContentOf<EntryContents['documents']> = {
  toStored: ({ purpose, isPaused, form, pages }) => ({ purpose, isPaused, form, pages }),
  fromStored(value) {
    if (!v.is(photosShape, value)) return shaped(documentsShape, value);
    const { photos } = shaped(photosShape, value);
    const pages = photos.map(({ page, ...kept }) => ({
      ...{ ...kept, text: null, chapters: page, fields: null },
    }));
    return { purpose: 'chapters', isPaused: false, form: null, pages };
  },
  textOf: ({ pages }) => pages.map((page) => pageText(page) || page.name).join('\n'),
  countOf: ({ pages }) => pages.length,
  picturesOf: ({ pages, form }) => [
    ...pages.map(({ picture }) => picture),
    ...(form ? [form.picture] : []),
  ],
  comesBack: () => false,
};

/** Chapter and title of a page, and its lines. */
function pageText({ text, chapters, fields, chapter, title }: KeptPage): string {
  const read = chapters?.kind === 'opener' ? chapters : null;
  const heading = [chapter ?? read?.chapter?.text, title ?? read?.title?.text]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  const values = (fields?.values ?? []).map((value) => `${value.name}: ${value.text}`);
  return [heading, transcriptText(text?.lines ?? []), ...values]
    .filter((part) => part !== '')
    .join('\n');
}

const CONTENTS: { readonly [Kind in EntryKind]: ContentOf<EntryContents[Kind]> } = {
  live,
  air,
  documents,
};

export function contentOf<Kind extends EntryKind>(kind: Kind): ContentOf<EntryContents[Kind]> {
  return CONTENTS[kind];
}
