import type { LanguageModel } from '../language/languageModel.ts';
import type { ClassLanguage } from './prefixBeamSearch.ts';

/** Curly quotes and dashes are written less often than their plain counterparts: ln(1/10). */
const VARIANT_SHARE = -2.3;

/** The reader's classes as the language model's symbols; class 0 is the blank. */
export function classLanguage(model: LanguageModel, alphabet: readonly string[]): ClassLanguage {
  const symbols = alphabet.map((character) => model.symbolOf(character));
  const shares = symbols.map((symbol, i) => (symbols.indexOf(symbol) < i ? VARIANT_SHARE : 0));
  return {
    model,
    symbolOfClass: Int32Array.from([-1, ...symbols]),
    shareOfClass: Float32Array.from([0, ...shares]),
  };
}
