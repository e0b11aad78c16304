import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/calibration/calibrate.ts';
import { fitCertainty } from '../../../src/cli/calibration/fit.ts';
import { readLoggedSet } from '../../../src/cli/calibration/logitSets.ts';
import { calibrationError, wordsRight } from '../../../src/cli/calibration/measure.ts';
import { createLineReadings } from '../../../src/cli/calibration/readings.ts';
import { parseManifest } from '../../../src/reading/models/manifest.ts';
import { UNCALIBRATED } from '../../../src/reading/models/uncalibrated.ts';
import { spelledLogits } from '../../reading/recognizer/ctc/peakedLogits.ts';

const READER = 'handwriting-reader';
const shipped = JSON.parse(readFileSync(`public/models/${READER}/manifest.json`, 'utf8'));
const alphabet = [...(shipped.reader.alphabet as string)];

let folder: string;
let models: string;
let logits: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-calibrate-'));
  models = join(folder, 'models');
  logits = join(folder, 'logits');
  mkdirSync(logits);
  for (const name of [READER, 'language-model', 'latin-reader', 'character-reader']) {
    cpSync(`public/models/${name}/manifest.json`, join(models, name, 'manifest.json'));
  }
  cpSync('public/models/language-model/model.bin', join(models, 'language-model', 'model.bin'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

type Doubt = Parameters<typeof spelledLogits>[2];

/** A set of lines as `training.language.logits` writes it. */
function writeSet(
  name: string,
  lines: readonly { readonly text: string; readonly doubt?: Doubt }[],
) {
  const views = lines.map(({ text, doubt }) => spelledLogits(text, alphabet, doubt));
  writeFileSync(
    join(logits, `${name}.json`),
    JSON.stringify({
      classes: alphabet.length + 1,
      alphabet: alphabet.join(''),
      lines: lines.map(({ text }, i) => ({ text, foldCase: false, steps: views[i]?.steps })),
    }),
  );
  writeFileSync(
    join(logits, `${name}.bin`),
    Buffer.concat(views.map((view) => Buffer.from(view.logits.slice().buffer))),
  );
}

function readerManifest() {
  const file = join(models, READER, 'manifest.json');
  const manifest = parseManifest(Uint8Array.from(readFileSync(file)));
  if (manifest.kind !== 'reader') throw new Error('not a reader');
  return manifest;
}

/** As an export of other weights leaves it. */
function replaceWeights(name: string, sha256: string, calibration: boolean): void {
  const file = join(models, name, 'manifest.json');
  const value = JSON.parse(readFileSync(file, 'utf8'));
  for (const entry of value.files) if (entry.path !== 'model.json') entry.sha256 = sha256;
  if (!calibration) delete value.calibration;
  writeFileSync(file, JSON.stringify(value));
}

describe('npm run calibrate', () => {
  test('takes the present values for the present weights when it is told to', async () => {
    replaceWeights(READER, 'd'.repeat(64), true);
    expect(readerManifest).toThrow(/fitted/);
    expect(await main(['--keep-values', '--models', models])).toBe(0);
    const { calibration } = readerManifest();
    expect(calibration?.weights[READER]).toBe('d'.repeat(64));
    expect(calibration?.decoder).toEqual(shipped.calibration.decoder);
  });

  test('keeps no values where there are none', async () => {
    replaceWeights(READER, 'd'.repeat(64), false);
    expect(await main(['--keep-values', '--models', models])).toBe(1);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('no values to keep'));
    expect(readerManifest().calibration ?? null).toBeNull();
  });

  test('fits, and writes what it found under the weights that it was fitted to', async () => {
    replaceWeights(READER, 'e'.repeat(64), false);
    writeSet('unipen-words', [
      { text: 'the cat', doubt: [{ at: 4, other: 'h', behind: 0.1 }] },
      { text: 'dear', doubt: [{ at: 2, other: 'e', behind: 2 }] },
      { text: 'sat' },
      { text: 'hello' },
    ]);
    expect(await main([logits, '--only', 'certainty', '--models', models])).toBe(0);
    const { calibration } = readerManifest();
    expect(calibration?.weights).toEqual({
      [READER]: 'e'.repeat(64),
      'language-model': shipped.calibration.weights['language-model'],
    });
    expect(calibration?.decoder.line).toEqual(UNCALIBRATED.decoder.line);
    expect(calibration?.decoder.wordCertainty).not.toEqual(UNCALIBRATED.decoder.wordCertainty);
  });

  test('measures without changing anything', async () => {
    const before = readFileSync(join(models, READER, 'manifest.json'), 'utf8');
    writeSet('unipen-words', [{ text: 'the cat' }, { text: 'sat' }]);
    expect(await main([logits, '--measure', '--models', models])).toBe(0);
    expect(readFileSync(join(models, READER, 'manifest.json'), 'utf8')).toBe(before);
    expect(vi.mocked(console.log).mock.calls.flat().join('\n')).toMatch(
      /\| unipen-words \| 1 \| 0\.00 /,
    );
  });

  test.each([[[]], [['a', 'b']], [['a', '--keep-values']], [['a', '--only', 'luck']]])(
    'says how it is called: %j',
    async (args) => {
      expect(await main(args)).toBe(2);
      expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^Usage/));
    },
  );
});

describe('logged lines', () => {
  const open: Doubt = [{ at: 1, other: '3', behind: 0.2 }];

  test('are read by the engine’s own policy: other views only where it asks for them', async () => {
    writeSet('words', [{ text: 'a8c', doubt: open }, { text: 'dear' }]);
    writeSet('words-again', [{ text: 'a3c' }, { text: 'near' }]);
    const { lines } = readLoggedSet(logits, 'words');
    const readings = createLineReadings({ alphabet, settings: UNCALIBRATED.decoder });
    const [unsure, clear] = lines;
    if (unsure === undefined || clear === undefined) throw new Error('no lines');
    expect(readings.once(unsure).text).toBe('a8c');
    expect((await readings.still(unsure)).text).toBe('a3c');
    expect((await readings.viewsUsed(unsure)).beside).toHaveLength(1);
    expect((await readings.still(clear)).text).toBe('dear');
    expect((await readings.viewsUsed(clear)).beside).toBeUndefined();
  });

  test('that do not fit their file are refused', () => {
    writeSet('words', [{ text: 'dear' }]);
    writeFileSync(join(logits, 'words.bin'), new Uint8Array(8));
    expect(() => readLoggedSet(logits, 'words')).toThrow(/words\.bin/);
    writeFileSync(join(logits, 'words.json'), '{"lines": 3}');
    expect(() => readLoggedSet(logits, 'words')).toThrow(/not a description/);
  });
});

describe('measuring and fitting', () => {
  test('words are right at their place', () => {
    expect(wordsRight(['the', 'cat', 'sat'], ['the', 'at', 'sat'])).toEqual([true, false, true]);
    expect(wordsRight(['a'], ['b', 'a'])).toEqual([false, true]);
    expect(wordsRight([], ['a'])).toEqual([false]);
  });

  test('confidences that come true have no calibration error', () => {
    expect(
      calibrationError([
        [0.75, true],
        [0.75, true],
        [0.75, true],
        [0.75, false],
      ]),
    ).toBe(0);
    expect(calibrationError([[0.9, false]])).toBeCloseTo(0.9);
  });

  test('the certainty found is that by which words were right', () => {
    const samples = Array.from({ length: 400 }, (_, i) => {
      const lead = ((i % 20) - 10) / 2;
      // Of words of one lead as many are right as slope 0.8 and offset −0.4 say.
      const right = Math.floor(i / 20) / 20 < 1 / (1 + Math.exp(-(0.8 * lead - 0.4)));
      return { inputs: [lead, 0, 1] as const, right, weight: 1 };
    });
    const { slope, offset } = fitCertainty(samples);
    expect(slope).toBeCloseTo(0.8, 0);
    expect(offset).toBeCloseTo(-0.4, 0);
  });
});
