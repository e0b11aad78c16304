import { describe, expect, test } from 'vitest';
import {
  ariaKey,
  isKey,
  type KeyPress,
  keyCaps,
} from '../../../../src/app/annotate/actions/keys.ts';

function pressed(key: string, change: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...change,
  };
}

describe('a key press', () => {
  test.each([
    ['W', pressed('w')],
    ['Ctrl+D', pressed('d', { ctrlKey: true })],
    ['Ctrl+D', pressed('d', { metaKey: true })],
    ['Ctrl+Shift+D', pressed('D', { ctrlKey: true, shiftKey: true })],
    ['Space', pressed(' ')],
    ['Del', pressed('Delete')],
    ['Ctrl++', pressed('+', { ctrlKey: true, shiftKey: true, code: 'Equal' })],
    ['Ctrl++', pressed('+', { ctrlKey: true, code: 'NumpadAdd' })],
    ['Ctrl+-', pressed('-', { ctrlKey: true, code: 'Minus' })],
    ['Ctrl+Shift+-', pressed('_', { ctrlKey: true, shiftKey: true, code: 'Minus' })],
    ['Ctrl+Shift++', pressed('+', { ctrlKey: true, shiftKey: true, code: 'NumpadAdd' })],
    ['Ctrl+=', pressed('=', { ctrlKey: true, code: 'Equal' })],
    ['?', pressed('?', { shiftKey: true })],
    ['Shift+Left', pressed('ArrowLeft', { shiftKey: true })],
    ['W', pressed('ц', { code: 'KeyW' })],
  ])('is %s', (name, press) => {
    expect(isKey(press, name)).toBe(true);
  });

  test.each([
    ['W', pressed('w', { ctrlKey: true })],
    ['W', pressed('W', { shiftKey: true })],
    ['Ctrl+D', pressed('d', { ctrlKey: true, altKey: true })],
    ['Ctrl++', pressed('+', { ctrlKey: true, shiftKey: true, code: 'NumpadAdd' })],
    ['Ctrl+-', pressed('_', { ctrlKey: true, shiftKey: true, code: 'Minus' })],
    ['Ctrl+F', pressed('F', { ctrlKey: true, shiftKey: true })],
  ])('is not %s', (name, press) => {
    expect(isKey(press, name)).toBe(false);
  });
});

test('keys are shown as they stand on the keyboard', () => {
  expect(keyCaps('Ctrl+Shift+D', false)).toEqual(['Ctrl', 'Shift', 'D']);
  expect(keyCaps('Ctrl+Shift+D', true)).toEqual(['⌘', '⇧', 'D']);
  expect(keyCaps('Ctrl++', false)).toEqual(['Ctrl', '+']);
  expect(keyCaps('Left', false)).toEqual(['←']);
  expect(ariaKey('Ctrl+Shift+D')).toBe('Control+Shift+d');
  expect(ariaKey('Ctrl++')).toBe('Control+Plus');
});
