import { ReadingError } from '../errors.ts';
import { calibrationOf, type ReaderCalibration } from './calibration.ts';
import { type DetectorDescription, detectorOf } from './detectorDescription.ts';
import {
  arrayOf,
  integerOf,
  invalid,
  numberOf,
  objectOf,
  plainNameOf,
  sha256Of,
  stringOf,
  stringsOf,
} from './fields.ts';
import { type LanguageGuessDescription, languageGuessOf } from './languageGuessDescription.ts';
import { type LineCalibration, lineCalibrationOf } from './lineCalibration.ts';
import { type LineSeparatorDescription, separatorOf } from './lineSeparatorDescription.ts';
import { type OpeningRankerDescription, openingRankerOf } from './openingRankerDescription.ts';
import { type PieceNetDescription, pieceNetOf } from './pieceNetDescription.ts';
import { type ReaderDescription, readerOf } from './readerDescription.ts';
import { type ScriptReaderDescription, scriptsOf } from './scriptReaderDescription.ts';

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

export interface DetectorManifest extends ManifestCommon {
  readonly kind: 'detector';
  readonly detector: DetectorDescription;
  /** What was fitted to its weights; null: nothing was. */
  readonly calibration: LineCalibration | null;
}

export interface ReaderManifest extends ManifestCommon {
  readonly kind: 'reader';
  readonly reader: ReaderDescription;
  /** What was fitted to its weights; null: nothing was. */
  readonly calibration: ReaderCalibration | null;
}

export interface OpeningRankerManifest extends ManifestCommon {
  readonly kind: 'opening-ranker';
  readonly ranker: OpeningRankerDescription;
}

export interface LineSeparatorManifest extends ManifestCommon {
  readonly kind: 'line-separator';
  readonly separator: LineSeparatorDescription;
}

export interface NumeralReaderManifest extends ManifestCommon {
  readonly kind: 'numeral-reader';
  readonly numerals: PieceNetDescription;
}

export interface ScriptReaderManifest extends ManifestCommon {
  readonly kind: 'script-reader';
  readonly scripts: ScriptReaderDescription;
}

export interface LanguageGuessManifest extends ManifestCommon {
  readonly kind: 'language-guess';
  readonly guess: LanguageGuessDescription;
}

export interface LanguageModelManifest extends ManifestCommon {
  readonly kind: 'language-model';
}

/** A model's `manifest.json`, checked. */
export type Manifest =
  | DetectorManifest
  | ReaderManifest
  | LanguageModelManifest
  | LanguageGuessManifest
  | OpeningRankerManifest
  | NumeralReaderManifest
  | ScriptReaderManifest
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
      return detectorManifest(common, manifest);
    case 'reader':
      return readerManifest(common, manifest);
    case 'language-model':
      return { ...common, kind: 'language-model' };
    case 'language-guess':
      return { ...common, kind: 'language-guess', guess: languageGuessOf(manifest.guess) };
    case 'opening-ranker':
      return { ...common, kind: 'opening-ranker', ranker: openingRankerOf(manifest.ranker) };
    case 'numeral-reader':
      return {
        ...common,
        kind: 'numeral-reader',
        numerals: pieceNetOf(manifest.numerals, 'numerals', FIGURE_CLASSES),
      };
    case 'script-reader':
      return { ...common, kind: 'script-reader', scripts: scriptsOf(manifest.scripts) };
    case 'line-separator':
      return { ...common, kind: 'line-separator', separator: separatorOf(manifest.separator) };
    default:
      throw invalid(
        'kind',
        'must be detector, reader, language-model, language-guess, opening-ranker, numeral-reader, script-reader or line-separator',
      );
  }
}

/** Few weights need no file of their own. */
const ALL_IN_MANIFEST: readonly unknown[] = [
  'opening-ranker',
  'numeral-reader',
  'script-reader',
  'line-separator',
];
/** Figures 0 to 9, and none. */
const FIGURE_CLASSES = 11;

function isAllInManifest(kind: unknown): boolean {
  return ALL_IN_MANIFEST.includes(kind);
}

/** @throws ReadingError `calibration-mismatch` where the calibration is that of other weights */
function detectorManifest(
  common: ManifestCommon,
  manifest: Readonly<Record<string, unknown>>,
): DetectorManifest {
  const detector = detectorOf(manifest.detector);
  const calibration =
    manifest.calibration === undefined ? null : lineCalibrationOf(manifest.calibration);
  if (calibration !== null) checkFitted(calibration, common);
  return { ...common, kind: 'detector', detector, calibration };
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
