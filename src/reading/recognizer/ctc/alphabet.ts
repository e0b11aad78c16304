/** What a net without accents reads. */
const ENGLISH =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~€£°–—‘’“”';
/** Letters of German, French, Spanish, Italian, Portuguese, the Nordic languages, Polish, Czech. */
const ACCENTED =
  'äöüßéèêëàâçîïôœùûÿæñáíóúìòãõåøąćęłńśźżčďěňřšťůýžÄÖÜÉÈÊËÀÂÇÎÏÔŒÙÛÆÑÁÍÓÚÌÒÃÕÅØĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮÝŽ';
const MARKS = '¿¡«»§→×÷±≤≥½';

/**
 * Characters of all nets in class order: class `i + 1` is the one at `i`, class 0 the CTC blank. A
 * net reads all of them or as many of the first as its manifest says; new ones are only ever
 * appended. The same as `ALPHABET` of `training/ink/alphabet.py`, which a test holds.
 */
export const ALPHABET: readonly string[] = [...ENGLISH, ...ACCENTED, ...MARKS];

/** What readings are written in where the first net reads these characters. */
export function readingAlphabet(first: readonly string[]): readonly string[] {
  return ALPHABET.join('').startsWith(first.join('')) ? ALPHABET : first;
}

const PLAIN: Readonly<Record<string, string>> = {
  ß: 's',
  œ: 'o',
  æ: 'a',
  ø: 'o',
  ł: 'l',
  Œ: 'O',
  Æ: 'A',
  Ø: 'O',
  Ł: 'L',
  '¿': '?',
  '¡': '!',
  '«': '"',
  '»': '"',
};

/**
 * The plain character that comes nearest to an accented one, as a net or a language model takes it
 * that knows no accents; any other character is its own.
 */
export function plainCharacter(character: string): string {
  return PLAIN[character] ?? character.normalize('NFD').charAt(0);
}
