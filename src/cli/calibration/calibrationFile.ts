import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderCalibration } from '../../reading/models/calibration.ts';
import { type Manifest, parseManifest, weightsOf } from '../../reading/models/manifest.ts';
import { UNCALIBRATED } from '../../reading/models/uncalibrated.ts';

/** The model whose manifest holds the calibration. */
export const READER = 'handwriting-reader';
export const LANGUAGE_MODEL = 'language-model';
/** Models that readings can do without, and that a calibration may be fitted with. */
export const BESIDE = { latinNet: 'latin-reader', characterNet: 'character-reader' } as const;

const fileOf = (models: string, name: string): string => join(models, name, 'manifest.json');

function manifestOf(models: string, name: string): Manifest {
  return parseManifest(withoutCalibration(readFileSync(fileOf(models, name), 'utf8')));
}

/** A manifest whose calibration may be that of the weights before. */
function withoutCalibration(text: string): Uint8Array {
  const { calibration: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return new TextEncoder().encode(JSON.stringify(rest));
}

/**
 * The values in the reader's manifest, whatever weights they were fitted to; those of a reader to
 * which nothing was fitted where there are none.
 * @throws ReadingError `model-invalid`
 */
export function presentCalibration(models: string): Omit<ReaderCalibration, 'weights'> {
  const text = readFileSync(fileOf(models, READER), 'utf8');
  const value = JSON.parse(text) as { calibration?: { weights?: unknown } };
  if (value.calibration === undefined) return UNCALIBRATED;
  value.calibration.weights = { [READER]: weightsOf(manifestOf(models, READER)) };
  const manifest = parseManifest(new TextEncoder().encode(JSON.stringify(value)));
  return (manifest.kind === 'reader' ? manifest.calibration : null) ?? UNCALIBRATED;
}

/** Whether the reader's manifest holds values, whatever weights they were fitted to. */
export function isCalibrated(models: string): boolean {
  return 'calibration' in (JSON.parse(readFileSync(fileOf(models, READER), 'utf8')) as object);
}

/**
 * Writes a calibration into the reader's manifest, under the weights that lie in the folder now.
 * @param beside names of the models that it was fitted with
 */
export function writeCalibration(
  models: string,
  calibration: Omit<ReaderCalibration, 'weights'>,
  beside: readonly string[],
): void {
  const file = fileOf(models, READER);
  const weights = Object.fromEntries(
    [READER, ...beside].map((name) => [name, weightsOf(manifestOf(models, name))]),
  );
  const { decoder, otherCut, printBelief } = calibration;
  const manifest = {
    ...(JSON.parse(readFileSync(file, 'utf8')) as object),
    calibration: { weights, decoder, otherCut, printBelief },
  };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
