import { ReadingError } from '../errors.ts';
import { calibrationOf, type ReaderCalibration } from './calibration.ts';
import {
  arrayOf,
  booleanOf,
  integerOf,
  invalid,
  numberOf,
  objectOf,
  plainNameOf,
  sha256Of,
  stringOf,
  stringsOf,
} from './fields.ts';

/** One file of a model, as it must arrive. */
export interface ManifestFile {
  /** Name inside the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, 64 lower-case hex digits. */
  readonly sha256: string;
}

interface ManifestCommon {
  readonly manifestVersion: 1;
  readonly name: string;
  readonly version: string;
  readonly files: readonly ManifestFile[];
  readonly licence: string;
  readonly attribution: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly trainedOn: readonly string[];
}

/** Prior boxes of one feature map: the same `[width, height]` px at every cell. */
export interface PriorLevel {
  readonly stride: number;
  readonly boxes: readonly (readonly [width: number, height: number])[];
}

/** What a detector's graph expects and how its output is decoded. */
export interface DetectorDescription {
  readonly classes: readonly string[];
  readonly input: {
    readonly liveLongSide: number;
    readonly stillLongSide: number;
    /** Sides of the input are multiples of this. */
    readonly multiple: number;
  };
  readonly priors: { readonly levels: readonly PriorLevel[] };
  /** Scale of centre x, centre y, width, height regressions (SSD, Liu et al. 2016). */
  readonly variances: readonly [number, number, number, number];
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
}

/** What the line reader's graph expects and what its classes mean. */
export interface ReaderDescription {
  /** Height of a line, px. */
  readonly height: number;
  /** Px of the line for one column of the output. */
  readonly stride: number;
  readonly widthMultiple: number;
  /** Characters in class order; the character at index i is class i + 1. */
  readonly alphabet: readonly string[];
  /** Whether its lines are normalised with light and shadow taken out stroke by stroke. */
  readonly topHat: boolean;
  /** Class of the CTC blank. */
  readonly blank: 0;
}

export interface DetectorManifest extends ManifestCommon {
  readonly kind: 'detector';
  readonly detector: DetectorDescription;
}

export interface ReaderManifest extends ManifestCommon {
  readonly kind: 'reader';
  readonly reader: ReaderDescription;
  /** What was fitted to its weights; null: nothing was. */
  readonly calibration: ReaderCalibration | null;
}

/** Weights of features by their names. */
export type FeatureWeights = Readonly<Record<string, number>>;

/** What chooses a page's opening among all that was seen on it, and how sure it is. */
export interface OpeningRankerDescription {
  /** Score of a label with a title; a page's opening nothing has the score 0. */
  readonly pair: FeatureWeights;
  /** Logits of the chapter, the title, and both being right. */
  readonly chapter: FeatureWeights;
  readonly title: FeatureWeights;
  readonly page: FeatureWeights;
  /** Logit of a page opening anything. */
  readonly opener: FeatureWeights;
  /** Least probability of opening something for a page that is said to, 0..1. */
  readonly opens: number;
  /** Certainty from which the whole page need not be read, 0..1. */
  readonly settled: number;
  /** Certainty below which a person should look, 0..1. */
  readonly check: number;
}

export interface OpeningRankerManifest extends ManifestCommon {
  readonly kind: 'opening-ranker';
  readonly ranker: OpeningRankerDescription;
}

/** A net with one hidden layer of tanh: what speaks for a stroke standing in a line. */
export interface StrokeScorer {
  /** Weights of the features, a row a unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly out: readonly number[];
}

/** What sets ink apart into lines. */
export interface LineSeparatorDescription {
  /** Names of the features that the scorers take, in their order. */
  readonly features: readonly string[];
  /** For a stroke that has just come, by what was written before it. */
  readonly first: StrokeScorer;
  /** For a stroke with all others known. */
  readonly again: StrokeScorer;
}

export interface LineSeparatorManifest extends ManifestCommon {
  readonly kind: 'line-separator';
  readonly separator: LineSeparatorDescription;
}

/** A net with one hidden layer of tanh that tells what printed figure a piece of ink is, or none. */
export interface NumeralReaderDescription {
  /** Sides of the picture that it takes, px. */
  readonly width: number;
  readonly height: number;
  /** Weights of the pixels, row after row, a row a hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  /** Weights of the hidden units, a row a class: the figures 0 to 9, and none of them. */
  readonly out: readonly (readonly number[])[];
  readonly outBias: readonly number[];
}

export interface NumeralReaderManifest extends ManifestCommon {
  readonly kind: 'numeral-reader';
  readonly numerals: NumeralReaderDescription;
}

export interface LanguageModelManifest extends ManifestCommon {
  readonly kind: 'language-model';
}

/** A model's `manifest.json`, checked. */
export type Manifest =
  | DetectorManifest
  | ReaderManifest
  | LanguageModelManifest
  | OpeningRankerManifest
  | NumeralReaderManifest
  | LineSeparatorManifest;

export type ModelKind = Manifest['kind'];

/** The manifest of one kind of model. */
export type ManifestOf<Kind extends ModelKind> = Extract<Manifest, { kind: Kind }>;

const MAX_MANIFEST_BYTES = 1_000_000;
const MAX_FILE_BYTES = 128_000_000;
const MAX_FILES = 16;

/**
 * Reads and checks a `manifest.json`. Unknown fields are let through, so that newer exports load.
 * @throws ReadingError `model-invalid` that names the first wrong field, `calibration-mismatch`
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  if (bytes.length > MAX_MANIFEST_BYTES) throw invalid('manifest.json', 'is too long');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ReadingError('model-invalid', { cause, detail: 'manifest.json is not JSON' });
  }
  const manifest = objectOf(value, 'manifest');
  if (manifest.manifestVersion !== 1) throw invalid('manifestVersion', 'must be 1');
  const common: ManifestCommon = {
    manifestVersion: 1,
    name: plainNameOf(manifest.name, 'name'),
    version: stringOf(manifest.version, 'version'),
    files: filesOf(manifest.files, isAllInManifest(manifest.kind) ? 0 : 1),
    licence: stringOf(manifest.licence, 'licence'),
    attribution: stringsOf(manifest.attribution, 'attribution'),
    metrics: metricsOf(manifest.metrics),
    trainedOn: stringsOf(manifest.trainedOn, 'trainedOn'),
  };
  switch (manifest.kind) {
    case 'detector':
      return { ...common, kind: 'detector', detector: detectorOf(manifest.detector) };
    case 'reader':
      return readerManifest(common, manifest);
    case 'language-model':
      return { ...common, kind: 'language-model' };
    case 'opening-ranker':
      return { ...common, kind: 'opening-ranker', ranker: openingRankerOf(manifest.ranker) };
    case 'numeral-reader':
      return { ...common, kind: 'numeral-reader', numerals: numeralsOf(manifest.numerals) };
    case 'line-separator':
      return { ...common, kind: 'line-separator', separator: separatorOf(manifest.separator) };
    default:
      throw invalid(
        'kind',
        'must be detector, reader, language-model, opening-ranker, numeral-reader or line-separator',
      );
  }
}

/** Few weights need no file of their own. */
const ALL_IN_MANIFEST: readonly unknown[] = ['opening-ranker', 'numeral-reader', 'line-separator'];

function isAllInManifest(kind: unknown): boolean {
  return ALL_IN_MANIFEST.includes(kind);
}

/** @throws ReadingError `calibration-mismatch` where the calibration is that of other weights */
function readerManifest(
  common: ManifestCommon,
  manifest: Readonly<Record<string, unknown>>,
): ReaderManifest {
  const reader = readerOf(manifest.reader);
  const calibration =
    manifest.calibration === undefined
      ? null
      : calibrationOf(manifest.calibration, reader.alphabet);
  if (calibration !== null) checkFitted(calibration, common);
  return { ...common, kind: 'reader', reader, calibration };
}

/**
 * Checks that a calibration was fitted to a model's weights.
 * @throws ReadingError `calibration-mismatch` where it was fitted to others, or without the model
 */
export function checkFitted(
  { weights }: Pick<ReaderCalibration, 'weights'>,
  manifest: Pick<Manifest, 'name' | 'files'>,
): void {
  if (weightsOf(manifest) !== weights[manifest.name]) {
    throw new ReadingError('calibration-mismatch', { detail: `weights of ${manifest.name}` });
  }
}

/** SHA-256 of a model's weights: of its one file besides the graph in `model.json`. */
export function weightsOf({ name, files }: Pick<Manifest, 'name' | 'files'>): string {
  const [weights, ...more] = files.filter(({ path }) => path !== 'model.json');
  if (weights === undefined || more.length > 0) {
    throw invalid('files', `of ${name} must have one of weights to be calibrated`);
  }
  return weights.sha256;
}

function detectorOf(value: unknown): DetectorDescription {
  const detector = objectOf(value, 'detector');
  const input = objectOf(detector.input, 'detector.input');
  const multiple = integerOf(input.multiple, 'detector.input.multiple', 1, 1024);
  const priors = objectOf(detector.priors, 'detector.priors');
  const classes = stringsOf(detector.classes, 'detector.classes');
  if (classes.length < 1 || classes.length > 100 || new Set(classes).size !== classes.length) {
    throw invalid('detector.classes', 'must be 1 to 100 different names');
  }
  return {
    classes,
    input: {
      liveLongSide: integerOf(input.liveLongSide, 'detector.input.liveLongSide', multiple, 4096),
      stillLongSide: integerOf(input.stillLongSide, 'detector.input.stillLongSide', multiple, 4096),
      multiple,
    },
    priors: { levels: levelsOf(priors.levels) },
    variances: variancesOf(detector.variances),
    scoreThreshold: numberOf(detector.scoreThreshold, 'detector.scoreThreshold', 0, 1),
    iouThreshold: numberOf(detector.iouThreshold, 'detector.iouThreshold', 0, 1),
  };
}

function openingRankerOf(value: unknown): OpeningRankerDescription {
  const ranker = objectOf(value, 'ranker');
  const weights = (name: string): FeatureWeights => {
    const entries = Object.entries(objectOf(ranker[name], `ranker.${name}`));
    return Object.fromEntries(
      entries.map(([key, weight]) => [key, numberOf(weight, `ranker.${name}`, -1000, 1000)]),
    );
  };
  return {
    pair: weights('pair'),
    chapter: weights('chapter'),
    title: weights('title'),
    page: weights('page'),
    opener: weights('opener'),
    opens: numberOf(ranker.opens, 'ranker.opens', 0, 1),
    settled: numberOf(ranker.settled, 'ranker.settled', 0, 1),
    check: numberOf(ranker.check, 'ranker.check', 0, 1),
  };
}

/** Figures 0 to 9, and none. */
const FIGURE_CLASSES = 11;

function numeralsOf(value: unknown): NumeralReaderDescription {
  const numerals = objectOf(value, 'numerals');
  const width = integerOf(numerals.width, 'numerals.width', 1, 256);
  const height = integerOf(numerals.height, 'numerals.height', 1, 256);
  const units = arrayOf(numerals.hidden, 'numerals.hidden', 1, 1024);
  const classes = arrayOf(numerals.out, 'numerals.out', FIGURE_CLASSES, FIGURE_CLASSES);
  return {
    width,
    height,
    hidden: units.map((row) => weightsIn(row, 'numerals.hidden', width * height)),
    hiddenBias: weightsIn(numerals.hiddenBias, 'numerals.hiddenBias', units.length),
    out: classes.map((row) => weightsIn(row, 'numerals.out', units.length)),
    outBias: weightsIn(numerals.outBias, 'numerals.outBias', FIGURE_CLASSES),
  };
}

function weightsIn(entry: unknown, where: string, length: number): readonly number[] {
  return arrayOf(entry, where, length, length).map((weight) => numberOf(weight, where, -1e4, 1e4));
}

function separatorOf(value: unknown): LineSeparatorDescription {
  const separator = objectOf(value, 'separator');
  const features = stringsOf(separator.features, 'separator.features');
  const scorer = (name: 'first' | 'again'): StrokeScorer => {
    const where = `separator.${name}`;
    const scorer = objectOf(separator[name], where);
    const hidden = arrayOf(scorer.hidden, `${where}.hidden`, 1, 1024);
    return {
      hidden: hidden.map((row) => weightsIn(row, `${where}.hidden`, features.length)),
      bias: weightsIn(scorer.bias, `${where}.bias`, hidden.length),
      out: weightsIn(scorer.out, `${where}.out`, hidden.length),
    };
  };
  return { features, first: scorer('first'), again: scorer('again') };
}

function levelsOf(value: unknown): readonly PriorLevel[] {
  const where = 'detector.priors.levels';
  const levels = arrayOf(value, where, 1, 16);
  return levels.map((entry, index) => {
    const level = objectOf(entry, `${where}[${index}]`);
    const boxes = arrayOf(level.boxes, `${where}[${index}].boxes`, 1, 256);
    return {
      stride: integerOf(level.stride, `${where}[${index}].stride`, 1, 1024),
      boxes: boxes.map((box, i) => {
        const name = `${where}[${index}].boxes[${i}]`;
        const [width, height] = arrayOf(box, name, 2, 2);
        return [numberOf(width, name, 0.5, 8192), numberOf(height, name, 0.5, 8192)] as const;
      }),
    };
  });
}

function variancesOf(value: unknown): DetectorDescription['variances'] {
  const where = 'detector.variances';
  const [x, y, width, height] = arrayOf(value, where, 4, 4);
  const one = (entry: unknown): number => numberOf(entry, where, 1e-6, 100);
  return [one(x), one(y), one(width), one(height)];
}

function readerOf(value: unknown): ReaderDescription {
  const reader = objectOf(value, 'reader');
  const alphabet = [...stringOf(reader.alphabet, 'reader.alphabet')];
  if (new Set(alphabet).size !== alphabet.length) {
    throw invalid('reader.alphabet', 'has a character twice');
  }
  if (reader.blank !== 0) throw invalid('reader.blank', 'must be 0');
  return {
    height: integerOf(reader.height, 'reader.height', 1, 1024),
    stride: integerOf(reader.stride, 'reader.stride', 1, 1024),
    widthMultiple: integerOf(reader.widthMultiple, 'reader.widthMultiple', 1, 1024),
    alphabet,
    topHat: booleanOf(reader.topHat ?? false, 'reader.topHat'),
    blank: 0,
  };
}

function filesOf(value: unknown, least: number): readonly ManifestFile[] {
  const files = arrayOf(value, 'files', least, MAX_FILES).map((entry, index) => {
    const where = `files[${index}]`;
    const file = objectOf(entry, where);
    return {
      path: plainNameOf(file.path, `${where}.path`),
      bytes: integerOf(file.bytes, `${where}.bytes`, 1, MAX_FILE_BYTES),
      sha256: sha256Of(file.sha256, `${where}.sha256`),
    };
  });
  if (new Set(files.map((file) => file.path)).size !== files.length) {
    throw invalid('files', 'name a path twice');
  }
  return files;
}

function metricsOf(value: unknown): Readonly<Record<string, number>> {
  const metrics = objectOf(value, 'metrics');
  return Object.fromEntries(
    Object.entries(metrics).map(([name, number]) => [name, numberOf(number, `metrics.${name}`)]),
  );
}
