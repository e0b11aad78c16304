import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings } from '../../../src/app/settings/settings.ts';

test('what was stored comes back', () => {
  const stored = {
    theme: 'dark',
    backend: 'webgl',
    engine: 'printed',
    languages: ['fra', 'eng'],
    mirror: true,
    overlay: 'beside',
    cameraId: 'abc',
  };
  expect(parseSettings(JSON.stringify(stored))).toEqual(stored);
});

test.each([null, '', '{', '7', '[]', 'null'])('stored %s gives the defaults', (stored) => {
  expect(parseSettings(stored)).toEqual(DEFAULT_SETTINGS);
});

test('each setting that is not understood takes its default, the others stay', () => {
  const stored = {
    ...{ theme: 'sepia', engine: 'handwriting', mirror: 'yes', cameraId: 3 },
    languages: ['tlh', 'spa', 7, 'spa'],
  };
  expect(parseSettings(JSON.stringify(stored))).toEqual({
    ...DEFAULT_SETTINGS,
    languages: ['spa'],
    engine: 'handwriting',
  });
});

test('languages that were chosen for print alone go on as those of all that is read', () => {
  const stored = JSON.stringify({ printLanguages: ['deu', 'eng'] });
  expect(parseSettings(stored).languages).toEqual(['deu', 'eng']);
});
