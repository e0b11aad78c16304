import { plainCharacter } from './alphabet.ts';

/** Gives a narrower net's log probabilities the classes of the whole alphabet. */
export interface WiderScores {
  /**
   * @param scores `[steps, classes]` of a net that reads the first characters of the alphabet
   * @param cost what an accent costs that the net cannot see, nats; infinite: there is none
   * @returns `[steps, all classes]`; a class that the net lacks is as likely as its plain character,
   *   less the cost
   */
  widen(scores: Float32Array, steps: number, cost: number): Float32Array;
}

export function createWiderScores(alphabet: readonly string[]): WiderScores {
  const all = alphabet.length + 1;
  const plainClass = Int32Array.from(['', ...alphabet], (character, own) =>
    own === 0 ? 0 : alphabet.indexOf(plainCharacter(character)) + 1,
  );
  return {
    widen(scores, steps, cost) {
      const classes = steps === 0 ? all : scores.length / steps;
      if (classes === all) return scores;
      const wide = new Float32Array(steps * all).fill(-Infinity);
      for (let t = 0; t < steps; t++) {
        const row = scores.subarray(t * classes, (t + 1) * classes);
        wide.set(row, t * all);
        if (cost === Infinity) continue;
        for (let c = classes; c < all; c++) {
          const plain = plainClass[c] ?? 0;
          if (plain > 0 && plain < classes) wide[t * all + c] = (row[plain] ?? -Infinity) - cost;
        }
      }
      return wide;
    },
  };
}
