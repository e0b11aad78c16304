import type { NumberWords } from './numberWords.ts';

/**
 * The numbers from one on, cardinal, a language a row: French, German, Spanish, Italian, Portuguese,
 * Hindi, Marathi; then ordinals of the same. Small letters without accents.
 */
const COUNTS: readonly string[] = [
  'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn',
  'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis',
  'uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici',
  'um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis',
  'एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह',
  'एक दोन तीन चार पाच सहा सात आठ नऊ दहा अकरा बारा तेरा चौदा पंधरा सोळा',
  'premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme',
  'erstes zweites drittes viertes funftes sechstes siebtes achtes neuntes zehntes',
  'primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo',
  'primo secondo terzo quarto quinto sesto settimo ottavo nono decimo',
  'primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo',
  'पहला दूसरा तीसरा चौथा पाँचवाँ छठा सातवाँ आठवाँ नौवाँ दसवाँ',
  'पहिला दुसरा तिसरा चौथा पाचवा सहावा सातवा आठवा नववा दहावा',
];

const VALUES: ReadonlyMap<string, number> = new Map(
  COUNTS.flatMap((row) => row.split(' ').map((word, i): [string, number] => [fold(word), i + 1])),
);

/** A number word of another language at the start of a text that follows a label's word; or null. */
export function foreignNumberWord(text: string): NumberWords | null {
  const word = /^[\p{L}\p{M}]+/u.exec(text)?.[0] ?? '';
  const value = VALUES.get(fold(word));
  return value === undefined ? null : { value, length: word.length };
}

/** Devanagari digits as western ones; every other character, and the length, stay. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
}

function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
