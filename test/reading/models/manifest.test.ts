import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingError } from '../../../src/reading/errors.ts';
import { parseManifest } from '../../../src/reading/models/manifest.ts';
import { bytesOf, COMMON } from './tinyModel.ts';

const FILES = [{ path: 'model.json', bytes: 12, sha256: 'a'.repeat(64) }];
const DETECTOR = {
  ...COMMON,
  name: 'handwriting-detector',
  kind: 'detector',
  files: FILES,
  detector: {
    classes: ['handwriting', 'print'],
    input: { liveLongSide: 512, stillLongSide: 1024, multiple: 32 },
    priors: { levels: [{ stride: 8, boxes: [[16, 8] as unknown, [32, 8]] }] },
    variances: [0.1, 0.1, 0.2, 0.2],
    scoreThreshold: 0.4,
    iouThreshold: 0.45,
  },
};
const WEIGHTS = { path: 'weights.bin', bytes: 12, sha256: 'b'.repeat(64) };
const LINES = {
  weights: { 'handwriting-detector': WEIGHTS.sha256 },
  classContext: { ofItself: 1.5, ofAlike: 1 },
  classChange: { constant: -5, ofGap: 0, ofMoreWritten: 1, ofLessWritten: 0.5, ofHeight: 1 },
  lineScore: { constant: -1, ofScore: 2, ofLength: 1 },
  readingProof: { constant: -4, ofScore: 1, ofConfidence: 1, ofLength: 5 },
  distantViews: { constant: -1, ofMean: 1, ofBest: 1, ofLower: -1 },
  liveDistantView: { constant: -1, ofMean: 2, ofBest: 0, ofLower: -2 },
};
const CALIBRATED = { ...DETECTOR, files: [...FILES, WEIGHTS], calibration: LINES };
const READER = {
  ...COMMON,
  name: 'handwriting-reader',
  kind: 'reader',
  files: FILES,
  reader: {
    height: 40,
    stride: 4,
    widthMultiple: 8,
    alphabet: ' aé😀',
    topHat: true,
    blank: 0,
  },
};

function netOf(classes: number) {
  return {
    width: 2,
    height: 1,
    hidden: [[0.5, -0.5]],
    hiddenBias: [0],
    out: Array.from({ length: classes }, () => [1]),
    outBias: Array.from({ length: classes }, () => 0),
  };
}

const NUMERALS = {
  ...COMMON,
  name: 'numeral-reader',
  kind: 'numeral-reader',
  files: [],
  numerals: netOf(11),
};

const parse = (value: unknown) => parseManifest(bytesOf(JSON.stringify(value)));

/** A copy with one field, named by its path, changed or (undefined) removed. */
function changed(value: object, path: string, to: unknown): object {
  const copy = structuredClone(value) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (to === undefined) delete at[last];
  else at[last] = to;
  return copy;
}

describe('parseManifest', () => {
  it('reads a detector', () => {
    const manifest = parse(DETECTOR);
    expect(manifest).toMatchObject({ kind: 'detector', name: 'handwriting-detector' });
    if (manifest.kind !== 'detector') throw new Error('not a detector');
    expect(manifest.detector.priors.levels).toEqual([
      {
        stride: 8,
        boxes: [
          [16, 8],
          [32, 8],
        ],
      },
    ]);
  });

  it('reads what was fitted to a detector, and refuses it beside other weights', () => {
    expect(parse(CALIBRATED)).toMatchObject({ calibration: LINES });
    expect(parse(DETECTOR)).toMatchObject({ calibration: null });
    const others = changed(CALIBRATED, 'files.1.sha256', 'c'.repeat(64));
    expect(() => parse(others)).toThrow(
      expect.objectContaining({ code: 'calibration-mismatch' }) as ReadingError,
    );
  });

  it('reads a reader, its alphabet by whole characters', () => {
    const manifest = parse(READER);
    if (manifest.kind !== 'reader') throw new Error('not a reader');
    expect(manifest.reader.alphabet).toEqual([' ', 'a', 'é', '😀']);
    expect(manifest.reader.topHat).toBe(true);
    const older = parse(changed(READER, 'reader.topHat', undefined));
    expect(older.kind === 'reader' && older.reader.topHat).toBe(false);
  });

  it('reads a net of numerals, which needs no file', () => {
    expect(parse(NUMERALS)).toMatchObject({ kind: 'numeral-reader', numerals: NUMERALS.numerals });
  });

  it('reads a net of scripts, each known', () => {
    const scripts = {
      names: ['latin', 'greek'],
      shares: [0.5, 0.4],
      least: [0, 0.2],
      net: netOf(3),
    };
    const manifest = { ...NUMERALS, name: 'script-reader', kind: 'script-reader', scripts };
    expect(parse(manifest)).toMatchObject({ kind: 'script-reader', scripts });
    expect(() =>
      parse({ ...manifest, scripts: { ...scripts, names: ['latin', 'runes'] } }),
    ).toThrow('scripts.names must be known scripts');
  });

  it('reads a language model and lets unknown fields through', () => {
    const { detector: _, ...rest } = DETECTOR;
    const manifest = parse({ ...rest, kind: 'language-model', order: 6 });
    expect(manifest.kind).toBe('language-model');
  });

  it.each([
    [DETECTOR, 'manifestVersion', 2],
    [DETECTOR, 'kind', 'painter'],
    [DETECTOR, 'name', '../secret'],
    [DETECTOR, 'version', undefined],
    [DETECTOR, 'licence', 3],
    [DETECTOR, 'attribution', 'Somebody'],
    [DETECTOR, 'metrics', { f1: 'good' }],
    [DETECTOR, 'files', []],
    [DETECTOR, 'files.0.path', '../model.json'],
    [DETECTOR, 'files.0.path', 'a/b.json'],
    [DETECTOR, 'files.0.path', 'https://example.org'],
    [DETECTOR, 'files.0.path', '.hidden'],
    [DETECTOR, 'files.0.bytes', 1e12],
    [DETECTOR, 'files.0.bytes', 1.5],
    [DETECTOR, 'files.0.sha256', 'A'.repeat(64)],
    [DETECTOR, 'detector.classes', []],
    [DETECTOR, 'detector.classes', ['print', 'print']],
    [DETECTOR, 'detector.input.multiple', 0],
    [DETECTOR, 'detector.input.liveLongSide', '512'],
    [DETECTOR, 'detector.input.stillLongSide', 1e6],
    [DETECTOR, 'detector.priors.levels', {}],
    [DETECTOR, 'detector.priors.levels.0.stride', 0],
    [DETECTOR, 'detector.priors.levels.0.boxes', [[8]]],
    [DETECTOR, 'detector.priors.levels.0.boxes', [[8, -8]]],
    [DETECTOR, 'detector.variances', [0.1, 0.1, 0.2]],
    [DETECTOR, 'detector.scoreThreshold', 1.5],
    [DETECTOR, 'detector.iouThreshold', null],
    [CALIBRATED, 'calibration', 'fitted'],
    [CALIBRATED, 'calibration.weights.handwriting-detector', 'b'],
    [CALIBRATED, 'calibration.classContext.ofAlike', undefined],
    [CALIBRATED, 'calibration.classChange.ofGap', 1e9],
    [CALIBRATED, 'calibration.lineScore', undefined],
    [CALIBRATED, 'calibration.readingProof.ofConfidence', null],
    [CALIBRATED, 'calibration.distantViews.ofMean', '1'],
    [CALIBRATED, 'calibration.liveDistantView', null],
    [READER, 'reader', undefined],
    [READER, 'reader.height', 40.5],
    [READER, 'reader.alphabet', 'abca'],
    [READER, 'reader.alphabet', ''],
    [READER, 'reader.topHat', 'yes'],
    [READER, 'reader.blank', 5],
    [NUMERALS, 'numerals.width', 0],
    [NUMERALS, 'numerals.hiddenBias', [0, 0]],
    [NUMERALS, 'numerals.out', [[1]]],
    [NUMERALS, 'numerals.outBias', 'none'],
  ])('refuses %# and names the field %s', (manifest, path, to) => {
    const field = path.replace(/\.(\d+)/g, '[$1]');
    expect(() => parse(changed(manifest, path, to))).toThrow(field);
    expect(() => parse(changed(manifest, path, to))).toThrow(
      expect.objectContaining({ code: 'model-invalid' }),
    );
  });

  it('refuses two files of one name, other bytes than JSON, and endless ones', () => {
    expect(() => parse({ ...DETECTOR, files: [...FILES, ...FILES] })).toThrow('files');
    expect(() => parseManifest(bytesOf('<!doctype html>'))).toThrow('not JSON');
    expect(() => parseManifest(new Uint8Array(2_000_000))).toThrow('too long');
  });

  it('throws nothing but ReadingErrors, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.constantFrom('files', 'detector', 'metrics', 'name'),
        (json, key) => {
          const value: unknown = JSON.parse(json);
          for (const input of [value, { ...DETECTOR, [key]: value }]) {
            try {
              parse(input);
            } catch (error) {
              expect(error).toBeInstanceOf(ReadingError);
            }
          }
        },
      ),
    );
  });
});
