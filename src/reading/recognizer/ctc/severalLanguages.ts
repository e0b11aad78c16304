import type { CtcDecoder, LineDecoder } from './decoder.ts';

/**
 * A decoder that reads each line in the language that bears it out best, by ink and language
 * together: probabilities of whole texts are comparable from one language to another.
 * @param decoders of the same net and calibration; the first counts where two are even
 */
export function severalLanguages(
  decoders: readonly [CtcDecoder, ...(readonly CtcDecoder[])],
): LineDecoder {
  const [first, ...others] = decoders;
  if (others.length === 0) return first;
  return {
    alphabet: first.alphabet,
    decode(views) {
      let best = first.decode(views);
      let most = first.weigh(views, best.text);
      for (const decoder of others) {
        const decoded = decoder.decode(views);
        const score = decoder.weigh(views, decoded.text);
        if (score > most) [best, most] = [decoded, score];
      }
      return best;
    },
  };
}
