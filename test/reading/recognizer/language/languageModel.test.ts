import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReadingError } from '../../../../src/reading/errors.ts';
import {
  type LanguageModel,
  LINE_EDGE,
  languageModelOf,
} from '../../../../src/reading/recognizer/language/languageModel.ts';
import { viewPackedModel } from '../../../../src/reading/recognizer/language/packedModel.ts';

interface Figures {
  readonly characters: string;
  readonly lines: readonly {
    readonly text: string;
    readonly logProbabilities: readonly number[];
    readonly rowSums: readonly number[];
  }[];
}

function bytesOf(model: string): Uint8Array {
  return new Uint8Array(readFileSync(`public/models/${model}/model.bin`));
}

function figuresOf(file: string): Figures {
  return JSON.parse(readFileSync(`test/reading/recognizer/language/${file}`, 'utf8'));
}

const bytes = bytesOf('language-model');
const figures = figuresOf('figures.json');

function symbolsOf(model: LanguageModel, text: string): number[] {
  return [...[...text].map((character) => model.symbolOf(character)), LINE_EDGE];
}

describe.each([
  ['language-model', 'figures.json'],
  ['language-model-deu', 'figures-deu.json'],
])('%s', (name, file) => {
  const model = languageModelOf(viewPackedModel(bytesOf(name)));
  const figures = figuresOf(file);

  it.each(figures.lines)(
    'agrees with the training tools on "$text"',
    ({ text, logProbabilities, rowSums }) => {
      let state = model.start();
      symbolsOf(model, text).forEach((symbol, i) => {
        expect(model.logProbability(state, symbol)).toBeCloseTo(
          logProbabilities[i] ?? Number.NaN,
          3,
        );
        let sum = 0;
        for (let s = 0; s <= figures.characters.length; s++) {
          sum += Math.exp(model.logProbability(state, s));
        }
        expect(sum).toBeCloseTo(rowSums[i] ?? Number.NaN, 3);
        state = model.next(state, symbol);
      });
    },
  );
});

describe('languageModelOf', () => {
  const model = languageModelOf(viewPackedModel(bytes));

  it('gives every state probabilities that sum to about one', () => {
    for (const { rowSums } of figures.lines) {
      for (const sum of rowSums) expect(Math.abs(sum - 1)).toBeLessThan(0.1);
    }
  });

  it('counts curly quotes and dashes as their plain counterparts', () => {
    expect(model.symbolOf('’')).toBe(model.symbolOf("'"));
    expect(model.symbolOf('“')).toBe(model.symbolOf('"'));
    expect(model.symbolOf('—')).toBe(model.symbolOf('-'));
    expect(model.symbolOf('é')).toBe(-1);
  });

  it('finds English likelier than the same letters out of order', () => {
    const cost = (text: string): number => {
      let state = model.start();
      let sum = 0;
      for (const symbol of symbolsOf(model, text)) {
        sum += model.logProbability(state, symbol);
        state = model.next(state, symbol);
      }
      return sum;
    };
    expect(cost('see you tomorrow')).toBeGreaterThan(cost('ese uoy toromrow') + 10);
    expect(cost('The house')).toBeGreaterThan(cost('ThE hOuse') + 5);
  });

  it('gives the same figures after it has forgotten its states', () => {
    const other = languageModelOf(viewPackedModel(bytes));
    const walk = (): number[] => {
      let state = other.start();
      return symbolsOf(other, 'Thank you very much').map((symbol) => {
        const value = other.logProbability(state, symbol);
        state = other.next(state, symbol);
        return value;
      });
    };
    const before = walk();
    // More states than are kept: every pair of characters begins a line of its own.
    for (let a = 1; a < 99; a++) {
      for (let b = 1; b < 99; b++) {
        for (let c = 60; c < 70; c++) {
          other.next(other.next(other.next(other.start(), a), b), c);
        }
      }
    }
    other.forget();
    expect(walk()).toEqual(before);
  });
});

describe('viewPackedModel', () => {
  it('reads bytes that do not begin at a multiple of four', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(viewPackedModel(shifted.subarray(1)).mixing).toEqual(viewPackedModel(bytes).mixing);
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['of another kind', bytes.slice(4)],
    ['cut short', bytes.slice(0, bytes.length - 8)],
    ['too long', Uint8Array.from([...bytes.slice(0, 64), ...new Uint8Array(8)])],
  ])('refuses a file that is %s', (_, file) => {
    expect(() => viewPackedModel(file)).toThrow(ReadingError);
  });
});
