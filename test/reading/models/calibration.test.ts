import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReadingError } from '../../../src/reading/errors.ts';
import { checkFitted, parseManifest } from '../../../src/reading/models/manifest.ts';
import { UNCALIBRATED } from '../../../src/reading/models/uncalibrated.ts';
import { bytesOf, COMMON } from './tinyModel.ts';

const OWN = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const FILES = [
  { path: 'model.json', bytes: 12, sha256: 'c'.repeat(64) },
  { path: 'weights.bin', bytes: 12, sha256: OWN },
];
const MANIFEST = {
  ...COMMON,
  name: 'handwriting-reader',
  kind: 'reader',
  files: FILES,
  reader: { height: 40, stride: 4, widthMultiple: 8, alphabet: ' ao', topHat: false, blank: 0 },
};
const CALIBRATION = {
  ...UNCALIBRATED,
  weights: { 'handwriting-reader': OWN, 'language-model': OTHER },
};

const parse = (manifest: object) => parseManifest(bytesOf(JSON.stringify(manifest)));
const withCalibration = (change: (calibration: typeof CALIBRATION) => unknown) =>
  parse({ ...MANIFEST, calibration: change(structuredClone(CALIBRATION)) });

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ReadingError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a reader’s calibration', () => {
  it('is read as it stands', () => {
    const manifest = withCalibration((calibration) => calibration);
    expect(manifest).toMatchObject({ kind: 'reader', calibration: CALIBRATION });
  });

  it('is missing where nothing was fitted', () => {
    expect(parse(MANIFEST)).toMatchObject({ calibration: null });
  });

  it('of other weights is refused, with what to do', () => {
    const stale = () =>
      withCalibration((calibration) => ({
        ...calibration,
        weights: { 'handwriting-reader': OTHER },
      }));
    expect(codeOf(stale)).toBe('calibration-mismatch');
    expect(stale).toThrow(/handwriting-reader/);
    expect(codeOf(() => withCalibration((one) => ({ ...one, weights: {} })))).toBe(
      'calibration-mismatch',
    );
    expect(new ReadingError('calibration-mismatch').hint).toMatch(/npm run calibrate/);
  });

  it('says which models it was fitted with, and no other is taken beside it', () => {
    const files = [{ path: 'model.bin', bytes: 1, sha256: OTHER }];
    expect(() => checkFitted(CALIBRATION, { name: 'language-model', files })).not.toThrow();
    const rebuilt = [{ path: 'model.bin', bytes: 1, sha256: OWN }];
    for (const model of [
      { name: 'language-model', files: rebuilt },
      { name: 'another-net', files },
    ]) {
      expect(codeOf(() => checkFitted(CALIBRATION, model))).toBe('calibration-mismatch');
    }
  });

  it.each([
    ['weights', 3],
    ['weights', { 'handwriting-reader': 'abc' }],
    ['decoder', null],
    ['otherCut', { rows: 0.5, aside: 0.05 }],
    ['printBelief', { ...UNCALIBRATED.printBelief, slope: '80' }],
    ['decoder', { ...UNCALIBRATED.decoder, inkTemperature: 0 }],
    [
      'decoder',
      { ...UNCALIBRATED.decoder, line: { ...UNCALIBRATED.decoder.line, beamWidth: 1.5 } },
    ],
    ['decoder', { ...UNCALIBRATED.decoder, sureReading: { live: 0.7 } }],
    ['decoder', { ...UNCALIBRATED.decoder, views: undefined }],
    [
      'decoder',
      {
        ...UNCALIBRATED.decoder,
        loneCharacter: { ...UNCALIBRATED.decoder.loneCharacter, bias: { x: 1 } },
      },
    ],
    [
      'decoder',
      {
        ...UNCALIBRATED.decoder,
        wordCertainty: { ...UNCALIBRATED.decoder.wordCertainty, slope: null },
      },
    ],
  ])('with a wrong %s is refused: %j', (field, value) => {
    expect(codeOf(() => withCalibration((one) => ({ ...one, [field]: value })))).toBe(
      'model-invalid',
    );
  });

  it('of the shipped reader is that of the shipped weights', () => {
    const manifestOf = (name: string) =>
      parseManifest(new Uint8Array(readFileSync(`public/models/${name}/manifest.json`)));
    const reader = manifestOf('handwriting-reader');
    if (reader.kind !== 'reader' || reader.calibration === null) throw new Error('not calibrated');
    for (const name of Object.keys(reader.calibration.weights)) {
      expect(codeOf(() => checkFitted(reader.calibration ?? CALIBRATION, manifestOf(name)))).toBe(
        'none',
      );
    }
    expect(Object.keys(reader.calibration.weights).sort()).toEqual([
      'character-reader',
      'handwriting-reader',
      'language-model',
      'latin-reader',
    ]);
  });
});
