import { readFileSync } from 'node:fs';
import type { ReaderCalibration } from '../../../src/reading/models/calibration.ts';
import { parseManifest } from '../../../src/reading/models/manifest.ts';

/** What was fitted to the reader that is shipped. */
export function shippedCalibration(): ReaderCalibration {
  const manifest = parseManifest(
    new Uint8Array(readFileSync('public/models/handwriting-reader/manifest.json')),
  );
  if (manifest.kind !== 'reader' || manifest.calibration === null) {
    throw new Error('the shipped reader has no calibration');
  }
  return manifest.calibration;
}
