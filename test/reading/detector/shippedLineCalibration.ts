import { readFileSync } from 'node:fs';
import type { LineCalibration } from '../../../src/reading/models/lineCalibration.ts';
import { parseManifest } from '../../../src/reading/models/manifest.ts';

/** What was fitted to the detector of lines that is shipped. */
export function shippedLineCalibration(): LineCalibration {
  const manifest = parseManifest(
    new Uint8Array(readFileSync('public/models/handwriting-detector/manifest.json')),
  );
  if (manifest.kind !== 'detector' || manifest.calibration === null) {
    throw new Error('the shipped detector has no calibration');
  }
  return manifest.calibration;
}
