import { plainCharacter } from './alphabet.ts';

/** Gives a narrower net's log probabilities the classes of the whole alphabet. */
export interface WiderScores {
  /**
   * @param scores `[steps, classes]` of a net that reads the first characters of the alphabet
   * @param classes how many, with the blank
   * @param mayBeAccented whether a class that the net lacks is as likely as its plain character; else
   *   it is impossible
   * @returns `[steps, all classes]`
   */
  widen(scores: Float32Array, classes: number, mayBeAccented: boolean): Float32Array;
}

export function createWiderScores(alphabet: readonly string[]): WiderScores {
  const all = alphabet.length + 1;
  const plainClass = Int32Array.from(['', ...alphabet], (character, own) =>
    own === 0 ? 0 : alphabet.indexOf(plainCharacter(character)) + 1,
  );
  return {
    widen(scores, classes, mayBeAccented) {
      if (classes === all) return scores;
      const steps = scores.length / classes;
      const wide = new Float32Array(steps * all).fill(-Infinity);
      for (let t = 0; t < steps; t++) {
        const row = scores.subarray(t * classes, (t + 1) * classes);
        wide.set(row, t * all);
        if (!mayBeAccented) continue;
        for (let c = classes; c < all; c++) {
          const plain = plainClass[c] ?? 0;
          if (plain > 0 && plain < classes) wide[t * all + c] = row[plain] ?? -Infinity;
        }
      }
      return wide;
    },
  };
}
