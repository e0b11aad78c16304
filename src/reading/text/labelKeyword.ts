import { editDistance } from './editDistance.ts';

/** What a book calls its parts. */
export type ChapterKind =
  | 'chapter'
  | 'appendix'
  | 'unit'
  | 'lesson'
  | 'lecture'
  | 'part'
  | 'module'
  | 'section'
  | 'book'
  | 'topic';

interface Keyword {
  readonly word: string;
  readonly kind: ChapterKind;
  /** Letters that a reader of print may get wrong. */
  readonly slips: number;
}

// Short words have neighbours that are words themselves (part: past, port, park).
const KEYWORDS: readonly Keyword[] = [
  { word: 'chapter', kind: 'chapter', slips: 2 },
  { word: 'chap', kind: 'chapter', slips: 0 },
  { word: 'ch', kind: 'chapter', slips: 0 },
  { word: 'appendix', kind: 'appendix', slips: 2 },
  { word: 'unit', kind: 'unit', slips: 0 },
  { word: 'lesson', kind: 'lesson', slips: 1 },
  { word: 'lecture', kind: 'lecture', slips: 2 },
  { word: 'part', kind: 'part', slips: 0 },
  { word: 'module', kind: 'module', slips: 1 },
  { word: 'section', kind: 'section', slips: 1 },
  { word: 'book', kind: 'book', slips: 0 },
  { word: 'topic', kind: 'topic', slips: 0 },
];

/** A label's word at the start of a text. */
export interface FoundKeyword {
  readonly kind: ChapterKind;
  /** Characters it takes up. */
  readonly length: number;
}

/** The word that a label starts with, also with the usual slips of a reader of print; or null. */
export function keywordAtStart(text: string): FoundKeyword | null {
  // Glued to the word only digits and capitals can be a number: not the "s" of "Chapters".
  const glued = KEYWORDS.find(
    ({ word }) =>
      text.slice(0, word.length).toLowerCase() === word &&
      /^(?:[0-9]|[IVX]+\b)/.test(text.slice(word.length)),
  );
  if (glued !== undefined) return { kind: glued.kind, length: glued.word.length };
  const head = /^[\p{L}10|!]+/u.exec(text)?.[0] ?? '';
  const kind = keywordOf(head);
  return kind === null ? null : { kind, length: head.length };
}

/** What a single word calls a part of a book, slips allowed; null for other words. */
export function keywordOf(read: string): ChapterKind | null {
  const word = read.toLowerCase().replace(/0/g, 'o').replace(/[1|!]/g, 'l');
  const exact = KEYWORDS.find((keyword) => keyword.word === word);
  if (exact !== undefined) return exact.kind;
  const near = KEYWORDS.find(
    (keyword) =>
      read.length >= keyword.word.length - 1 && editDistance(keyword.word, word) <= keyword.slips,
  );
  return near?.kind ?? null;
}
