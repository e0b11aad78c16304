import { hashesOf, integerOf, invalid, numberOf, objectOf } from './fields.ts';

/** How far a beam search looks and how much the language model counts. */
export interface BeamSearchSettings {
  /** Labellings kept after each step. */
  readonly beamWidth: number;
  /** A labelling this far behind the best one is dropped whatever the width, in nats. */
  readonly beamThreshold: number;
  /** Classes less likely than this at a step are not followed there: clear ink is not argued with. */
  readonly minProbability: number;
  /** Classes followed at a step at most, the likeliest ones. */
  readonly mostClasses: number;
  /** Weight of the language model's log probability. */
  readonly languageWeight: number;
  /** Added for each label, since every label costs by the language model. */
  readonly insertionBonus: number;
  /** Cost in nats of the least likely character: the language model may doubt so much, not more. */
  readonly lmFloor: number;
}

/** How several views of a line are weighed together. */
export interface ViewSettings {
  /** Labellings kept in the search over each view. */
  readonly beamWidth: number;
  /** Labellings of each view that are compared on all. */
  readonly compared: number;
  /** Weight of what all views' ink says against the language model. */
  readonly inkWeight: number;
  /** Of the soft maximum over the views, nats. */
  readonly softness: number;
}

/**
 * How a word's confidence follows from the ink: the logistic function of `slope` × its lead over
 * all other candidates − `doubtWeight` × the line's doubt + `offset` (Platt 1999), the means of
 * both where several pictures are looked at.
 */
export interface WordCertainty {
  readonly slope: number;
  readonly doubtWeight: number;
  readonly offset: number;
}

/** A line read less surely than this is looked at again: in passing, and with time. */
export interface SureReading {
  readonly live: number;
  readonly still: number;
}

/** How a character that stands alone is chosen. */
export interface LoneCharacterSettings {
  /** Divides scores where they become probabilities. */
  readonly temperature: number;
  /** Weight of the net of lone characters against all that read lines together, 0..1. */
  readonly specialistShare: number;
  /**
   * Added to a character's log probability: how much oftener it is written alone than the reader
   * expects (Saerens, Latinne and Decaestecker 2002), fitted as the bias of a scaled classifier.
   */
  readonly bias: Readonly<Record<string, number>>;
}

/** Everything about decoding that was found by measuring. */
export interface DecoderSettings {
  /** Divides the logits before anything else. */
  readonly inkTemperature: number;
  /** Search over the whole line. */
  readonly line: BeamSearchSettings;
  readonly views: ViewSettings;
  /** Search over one word, for other words that its ink could be. */
  readonly word: BeamSearchSettings;
  readonly wordCertainty: WordCertainty;
  /** In a line of which several views were looked at. */
  readonly wordCertaintyOfViews: WordCertainty;
  readonly sureReading: SureReading;
  /** A reading of one character. */
  readonly loneCharacter: LoneCharacterSettings;
}

/** How an unsure line is cut when it is looked at again, as shares of its height. */
export interface OtherCut {
  /**
   * Rows left out at the top and bottom: the middle gets larger, and letters fall into other steps
   * and get more of them.
   */
  readonly rows: number;
  /**
   * Paper added on both sides of a lone character: without its margins an `o` is an `O`, so it is
   * moved aside instead.
   */
  readonly aside: number;
}

/**
 * How much a reading of print is worth beside one of handwriting, whose confidence is calibrated:
 * Tesseract is sure of scribbles too, so it is heard only above about `evens`, and in a short text
 * hardly at all. Where both read nearly the same the line is clear, and Tesseract reads clear print
 * best.
 */
export interface PrintBelief {
  /**
   * A line of unsure class that the reader of handwriting reads as surely as this is not read again
   * as print.
   */
  readonly sureReading: number;
  /** Tesseract's confidence at which its reading is as good as not … */
  readonly evens: number;
  /** … and where both read nearly the same. */
  readonly evensIfAlike: number;
  /** Share of the characters that may differ between two readings that are nearly the same. */
  readonly alike: number;
  /** How fast belief grows with confidence. */
  readonly slope: number;
  /** Characters of a text that is long enough to be believed. */
  readonly length: number;
}

/** Everything about reading lines that was fitted to a reader's net and to the models beside it. */
export interface ReaderCalibration {
  /** SHA-256 of the weights that it was fitted to, by the model's name. */
  readonly weights: Readonly<Record<string, string>>;
  readonly decoder: DecoderSettings;
  readonly otherCut: OtherCut;
  readonly printBelief: PrintBelief;
}

/**
 * Reads a manifest's `calibration`.
 * @param alphabet of the reader: only its characters may have a bias
 * @throws ReadingError `model-invalid` that names the first wrong field
 */
export function calibrationOf(value: unknown, alphabet: readonly string[]): ReaderCalibration {
  const calibration = objectOf(value, 'calibration');
  return {
    weights: hashesOf(calibration.weights, 'calibration.weights'),
    decoder: decoderOf(calibration.decoder, alphabet),
    otherCut: numbersOf(calibration.otherCut, 'calibration.otherCut', {
      rows: [0, 0.4],
      aside: [0, 1],
    }),
    printBelief: numbersOf(calibration.printBelief, 'calibration.printBelief', {
      sureReading: [0, 1],
      evens: [0, 1],
      evensIfAlike: [0, 1],
      alike: [0, 1],
      slope: [0, 1000],
      length: [0.01, 1000],
    }),
  };
}

function decoderOf(value: unknown, alphabet: readonly string[]): DecoderSettings {
  const where = 'calibration.decoder';
  const decoder = objectOf(value, where);
  return {
    inkTemperature: numberOf(decoder.inkTemperature, `${where}.inkTemperature`, 0.01, 100),
    line: beamOf(decoder.line, `${where}.line`),
    views: viewsOf(decoder.views, `${where}.views`),
    word: beamOf(decoder.word, `${where}.word`),
    wordCertainty: certaintyOf(decoder.wordCertainty, `${where}.wordCertainty`),
    wordCertaintyOfViews: certaintyOf(
      decoder.wordCertaintyOfViews,
      `${where}.wordCertaintyOfViews`,
    ),
    sureReading: numbersOf(decoder.sureReading, `${where}.sureReading`, {
      live: [0, 1],
      still: [0, 1],
    }),
    loneCharacter: loneCharacterOf(decoder.loneCharacter, `${where}.loneCharacter`, alphabet),
  };
}

function beamOf(value: unknown, where: string): BeamSearchSettings {
  const beam = objectOf(value, where);
  return {
    beamWidth: integerOf(beam.beamWidth, `${where}.beamWidth`, 1, 4096),
    mostClasses: integerOf(beam.mostClasses, `${where}.mostClasses`, 1, 10_000),
    ...numbersOf(beam, where, {
      beamThreshold: [0, 1000],
      minProbability: [0, 1],
      languageWeight: [0, 100],
      insertionBonus: [-100, 100],
      lmFloor: [0, 1000],
    }),
  };
}

function viewsOf(value: unknown, where: string): ViewSettings {
  const views = objectOf(value, where);
  return {
    beamWidth: integerOf(views.beamWidth, `${where}.beamWidth`, 1, 4096),
    compared: integerOf(views.compared, `${where}.compared`, 1, 4096),
    ...numbersOf(views, where, { inkWeight: [0, 100], softness: [0.001, 1000] }),
  };
}

function certaintyOf(value: unknown, where: string): WordCertainty {
  return numbersOf(value, where, {
    slope: [-100, 100],
    doubtWeight: [-100, 100],
    offset: [-100, 100],
  });
}

function loneCharacterOf(
  value: unknown,
  where: string,
  alphabet: readonly string[],
): LoneCharacterSettings {
  const lone = objectOf(value, where);
  const biases = Object.entries(objectOf(lone.bias, `${where}.bias`));
  const stranger = biases.find(([character]) => !alphabet.includes(character))?.[0];
  if (stranger !== undefined)
    throw invalid(`${where}.bias`, `has "${stranger}", not in the alphabet`);
  return {
    ...numbersOf(lone, where, { temperature: [0.01, 100], specialistShare: [0, 1] }),
    bias: Object.fromEntries(
      biases.map(([character, bias]) => [character, numberOf(bias, `${where}.bias`, -100, 100)]),
    ),
  };
}

/** Numbers by their names, each within its limits. */
function numbersOf<Name extends string>(
  value: unknown,
  where: string,
  limits: Readonly<Record<Name, readonly [least: number, most: number]>>,
): Readonly<Record<Name, number>> {
  const numbers = objectOf(value, where);
  const read = (Object.keys(limits) as Name[]).map((name) => [
    name,
    numberOf(numbers[name], `${where}.${name}`, ...limits[name]),
  ]);
  return Object.fromEntries(read) as Record<Name, number>;
}
