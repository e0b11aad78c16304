import { expect, test } from 'vitest';
import { faultOf } from '../../../src/app/shell/ScreenBoundary.tsx';

test.each([
  'Failed to fetch dynamically imported module: http://localhost/assets/AnnotateHome-x.js',
  'error loading dynamically imported module: http://localhost/assets/AnnotateHome-x.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /assets/AnnotateHome-x.css',
])('“%s” is a missing part of the page', (message) => {
  expect(faultOf(new TypeError(message))).toEqual({ kind: 'part-missing' });
});

test('anything else is a fault of the screen', () => {
  expect(faultOf(new TypeError('x is undefined'))).toEqual({ kind: 'failed' });
  expect(faultOf('thrown text')).toEqual({ kind: 'failed' });
});
