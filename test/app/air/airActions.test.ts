import { expect, test } from 'vitest';
import { AIR_ACTIONS } from '../../../src/app/air/airActions.ts';

function actionOf(key: string, ctrlKey = false, shiftKey = false): string | undefined {
  return AIR_ACTIONS.find(({ keyTest }) => keyTest({ key, ctrlKey, shiftKey, metaKey: false }))
    ?.name;
}

test.each([
  ['Backspace', false, 'undo'],
  ['z', true, 'undo'],
  ['Z', true, 'undo'],
  ['z', false, undefined],
  ['Enter', false, 'new-line'],
  ['Enter', true, 'done'],
  ['Delete', false, 'clear'],
  [' ', false, undefined],
] as const)('%s (control: %s) is %s', (key, control, action) => {
  expect(actionOf(key, control)).toBe(action);
});

test('redo has the keys of every other program', () => {
  expect(actionOf('Z', true, true)).toBe('redo');
  expect(actionOf('y', true)).toBe('redo');
  expect(actionOf('y')).toBeUndefined();
});
