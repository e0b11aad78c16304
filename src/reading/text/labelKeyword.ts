import { editDistance } from './editDistance.ts';

/**
 * What books call their parts, in English, French, German, Spanish, Italian, Portuguese, Hindi and
 * Marathi; small letters without accents.
 */
const WORDS = {
  chapter: 'chapter chap ch chapitre kapitel capitulo capitolo अध्याय प्रकरण',
  appendix: 'appendix annexe anhang apendice appendice परिशिष्ट',
  unit: 'unit unite einheit unidad unita unidade इकाई घटक',
  lesson: 'lesson lecon lektion leccion lezione licao पाठ धडा',
  lecture: 'lecture vorlesung',
  part: 'part partie teil parte भाग',
  module: 'module modul modulo',
  section: 'section',
  book: 'book',
  topic: 'topic',
  theme: 'theme thema tema',
  project: 'project projet projekt proyecto progetto projeto',
} as const;

/** What a book calls its parts. */
export type ChapterKind = keyof typeof WORDS;

/** Letters that a reader of print may get wrong; short words have neighbours that are words. */
const SLIPS: Readonly<Record<string, number>> = {
  chapter: 2,
  appendix: 2,
  lecture: 2,
  lesson: 1,
  module: 1,
  section: 1,
  chapitre: 1,
  kapitel: 1,
  capitulo: 1,
  capitolo: 1,
};

interface Keyword {
  readonly word: string;
  readonly kind: ChapterKind;
  readonly slips: number;
}

const KEYWORDS: readonly Keyword[] = (Object.keys(WORDS) as ChapterKind[]).flatMap((kind) =>
  WORDS[kind].split(' ').map((word) => ({ word, kind, slips: SLIPS[word] ?? 0 })),
);

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
  const head = /^[\p{L}\p{M}10|!]+/u.exec(text)?.[0] ?? '';
  const kind = keywordOf(head);
  return kind === null ? null : { kind, length: head.length };
}

/** What a single word calls a part of a book, slips allowed; null for other words. */
export function keywordOf(read: string): ChapterKind | null {
  const word = withoutAccents(read).toLowerCase().replace(/0/g, 'o').replace(/[1|!]/g, 'l');
  const exact = KEYWORDS.find((keyword) => keyword.word === word);
  if (exact !== undefined) return exact.kind;
  const near = KEYWORDS.find(
    (keyword) =>
      read.length >= keyword.word.length - 1 && editDistance(keyword.word, word) <= keyword.slips,
  );
  return near?.kind ?? null;
}

/** `Leçon` as `Lecon`; the vowel signs of Devanagari stay. */
function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
