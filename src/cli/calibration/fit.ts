import type { DecoderSettings, WordCertainty } from '../../reading/models/calibration.ts';
import { bestPathNll, logSoftmax } from '../../reading/recognizer/ctc/logSpace.ts';
import {
  createLoneCharacterJudge,
  loneCharacterScores,
} from '../../reading/recognizer/ctc/loneCharacter.ts';
import type { LanguageModel } from '../../reading/recognizer/language/languageModel.ts';
import { half, type LoggedLine, type LoggedSet, weightOf } from './logitSets.ts';
import { fold, measure, wordsOf, wordsRight } from './measure.ts';
import { createLineReadings, decoderOf } from './readings.ts';

/** Lines of each set that a step of the search is judged on. */
const LINES_A_STEP = 60;

/** What the search changes, and by how much. */
const STEPS: readonly {
  readonly by: number;
  readonly of: (settings: DecoderSettings) => number;
  readonly to: (settings: DecoderSettings, value: number) => DecoderSettings;
}[] = [
  beamStep('insertionBonus', 0.3),
  beamStep('languageWeight', 0.1),
  {
    by: 0.15,
    of: ({ inkTemperature }) => inkTemperature,
    to: (settings, inkTemperature) => ({ ...settings, inkTemperature }),
  },
  beamStep('lmFloor', 2),
  beamStep('minProbability', 0.0005),
];

/** A step of one number of the beam searches over the line and over its words. */
function beamStep(
  name: 'insertionBonus' | 'languageWeight' | 'lmFloor' | 'minProbability',
  by: number,
): (typeof STEPS)[number] {
  return {
    by,
    of: ({ line }) => line[name],
    to: (settings, value) => ({
      ...settings,
      line: { ...settings.line, [name]: value },
      word: { ...settings.word, [name]: value },
    }),
  };
}

/** Changes one number of the search after the other, up and down, as long as that reads better. */
export async function fitSearch(
  start: DecoderSettings,
  sets: readonly LoggedSet[],
  languageModel: LanguageModel,
): Promise<DecoderSettings> {
  async function errors(settings: DecoderSettings): Promise<number> {
    let sum = 0;
    for (const { name, alphabet, lines } of sets.filter(({ name }) => weightOf(name) > 0)) {
      const { once } = createLineReadings({ alphabet, settings, languageModel });
      const some = half(lines, 'fitted').slice(0, LINES_A_STEP);
      sum += weightOf(name) * (await measure(some, (line) => once(line).text)).cer;
    }
    return sum;
  }
  let settings = start;
  let least = await errors(settings);
  for (let round = 0, changed = true; round < 3 && changed; round++) {
    changed = false;
    for (const { by, of, to } of STEPS) {
      for (const change of [-by, by]) {
        const value = Number((of(settings) + change).toFixed(5));
        if (value <= 0) continue;
        const tried = to(settings, value);
        const sum = await errors(tried);
        if (sum >= least - 0.005) continue;
        [settings, least, changed] = [tried, sum, true];
      }
    }
  }
  return settings;
}

interface CertaintySample {
  /** Lead, − doubt and 1. */
  readonly inputs: readonly [number, number, number];
  readonly right: boolean;
  readonly weight: number;
}

/** The certainties that make the words' confidences come true, of lines seen once and again. */
export async function fitCertainties(
  settings: DecoderSettings,
  sets: readonly LoggedSet[],
  languageModel: LanguageModel,
): Promise<DecoderSettings> {
  // With slope 1 and nothing else the confidence's logit is the lead itself.
  const lead: WordCertainty = { slope: 1, doubtWeight: 0, offset: 0 };
  const plain = { ...settings, wordCertainty: lead, wordCertaintyOfViews: lead };
  const [once, again]: [CertaintySample[], CertaintySample[]] = [[], []];
  for (const { name, alphabet, lines } of sets.filter(({ name }) => weightOf(name) > 0)) {
    const decoder = decoderOf({ alphabet, settings: plain, languageModel });
    // Which lines are looked at again is for the settings' own confidences to say.
    const { viewsUsed } = createLineReadings({ alphabet, settings, languageModel });
    for (const line of half(lines, 'fitted')) {
      const { beside = [] } = await viewsUsed(line);
      for (const others of beside.length === 0 ? [[]] : [[], beside]) {
        const reading = decoder.decode({ pictures: [line.view], beside: others });
        // A lone character is weighed otherwise.
        if (reading.text.length < 2) continue;
        const right = wordsRight(
          wordsOf(fold(line, line.text)),
          reading.words.map((word) => fold(line, word.text)),
        );
        const doubts = [line.view, ...others].map(({ logits, steps }) => {
          const classes = logits.length / steps;
          const scores = logSoftmax(logits, steps, classes, settings.inkTemperature);
          return bestPathNll(scores, steps, classes) / reading.text.length;
        });
        const doubt = doubts.reduce((sum, one) => sum + one, 0) / doubts.length;
        for (const [i, { confidence }] of reading.words.entries()) {
          (others.length === 0 ? once : again).push({
            inputs: [Math.log(confidence / (1 - confidence)), -doubt, 1],
            right: right[i] ?? false,
            weight: weightOf(name),
          });
        }
      }
    }
  }
  return {
    ...settings,
    wordCertainty: once.length === 0 ? settings.wordCertainty : fitCertainty(once),
    wordCertaintyOfViews: again.length === 0 ? settings.wordCertaintyOfViews : fitCertainty(again),
  };
}

/** Logistic regression. */
export function fitCertainty(samples: readonly CertaintySample[]): WordCertainty {
  let [slope, doubtWeight, offset] = [0.6, 1, 0];
  const scale = samples.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < 4000; step++) {
    const change = [0, 0, 0];
    for (const { inputs, right, weight } of samples) {
      const z = slope * inputs[0] + doubtWeight * inputs[1] + offset;
      const error = ((right ? 1 : 0) - 1 / (1 + Math.exp(-z))) * (weight / scale);
      for (let k = 0; k < 3; k++) change[k] = (change[k] ?? 0) + error * (inputs[k] ?? 0);
    }
    // Leads go up to 14, doubts and the constant to about one.
    slope += 0.05 * (change[0] ?? 0);
    doubtWeight += 0.5 * (change[1] ?? 0);
    offset += 0.5 * (change[2] ?? 0);
  }
  const rounded = (value: number): number => Number(value.toFixed(3));
  return {
    slope: rounded(slope),
    doubtWeight: rounded(doubtWeight),
    offset: rounded(offset),
  };
}

interface LoneSample {
  readonly scores: Float64Array;
  readonly label: number;
}

function loneSamples(
  { alphabet }: LoggedSet,
  lines: readonly LoggedLine[],
  temperature: number,
): readonly LoneSample[] {
  const classes = alphabet.length + 1;
  return lines.map(({ view: { logits, steps }, text }) => {
    const scores = logSoftmax(logits, steps, classes, temperature);
    return {
      scores: loneCharacterScores(scores, steps, classes, 0),
      label: alphabet.indexOf(text) + 1,
    };
  });
}

/**
 * How often each character is written alone, and the temperature at which that comes true.
 * @param trained lone characters of writers trained on
 * @param validation those of validation writers, for the temperature; null: it is left alone
 */
export function fitLoneCharacters(
  settings: DecoderSettings,
  trained: LoggedSet,
  validation: LoggedSet | null,
): DecoderSettings {
  const { inkTemperature, loneCharacter } = settings;
  const bias = fitBiases(trained, loneSamples(trained, trained.lines, inkTemperature));
  if (validation === null) return { ...settings, loneCharacter: { ...loneCharacter, bias } };
  const samples = loneSamples(validation, half(validation.lines, 'fitted'), inkTemperature);
  let best = { temperature: loneCharacter.temperature, loss: Infinity };
  for (let tenths = 4; tenths < 25; tenths++) {
    const temperature = tenths / 10;
    const judge = createLoneCharacterJudge(validation.alphabet, {
      ...loneCharacter,
      temperature,
      bias,
    });
    const loss = samples.reduce((sum, { scores, label }) => {
      const { label: first, probability, others } = judge(scores);
      const all = [{ labels: [first], probability }, ...others];
      return sum - Math.log(all.find(({ labels }) => labels[0] === label)?.probability ?? 0.001);
    }, 0);
    if (loss < best.loss) best = { temperature, loss };
  }
  return {
    ...settings,
    loneCharacter: { ...loneCharacter, temperature: best.temperature, bias },
  };
}

/** Strength of the normal prior that holds biases near 0. */
const PRIOR = 1;

/** Biases that make the right characters the likeliest (logistic regression). */
function fitBiases(
  { alphabet }: LoggedSet,
  samples: readonly LoneSample[],
): Readonly<Record<string, number>> {
  const biases = new Float64Array(alphabet.length + 1);
  for (let step = 0; step < 300; step++) {
    const slopes = biases.map((bias) => -PRIOR * bias);
    for (const { scores, label } of samples) {
      const sums = scores.map((score, c) => score + (biases[c] ?? 0));
      const best = Math.max(...sums);
      const shares = sums.map((sum) => Math.exp(sum - best));
      const total = shares.reduce((sum, share) => sum + share, 0);
      for (let c = 1; c < shares.length; c++) {
        slopes[c] = (slopes[c] ?? 0) - (shares[c] ?? 0) / total + (c === label ? 1 : 0);
      }
    }
    const rate = 12 / (1 + (4 * step) / 300) / samples.length;
    for (let c = 1; c < biases.length; c++) {
      biases[c] = (biases[c] ?? 0) + rate * (slopes[c] ?? 0);
    }
  }
  return Object.fromEntries(
    alphabet.map((character, i) => [character, Number((biases[i + 1] ?? 0).toFixed(2))]),
  );
}
