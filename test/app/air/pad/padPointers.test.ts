import { describe, expect, it } from 'vitest';
import { type PadPointer, PadPointers } from '../../../../src/app/air/pad/padPointers.ts';

function pointer(
  pointerId: number,
  pointerType: string,
  more: Partial<PadPointer> = {},
): PadPointer {
  return { pointerId, pointerType, button: 0, buttons: 1, width: 12, height: 12, ...more };
}

describe('pointers on the paper', () => {
  it('write one at a time', () => {
    const pointers = new PadPointers();
    expect(pointers.down(pointer(1, 'mouse'))).toEqual({ role: 'write', discards: false });
    expect(pointers.down(pointer(2, 'mouse')).role).toBe('none');
    pointers.up(1);
    expect(pointers.down(pointer(3, 'mouse')).role).toBe('write');
    expect(new PadPointers().down(pointer(1, 'mouse', { button: 2 })).role).toBe('none');
  });

  it('leave no ink where they are the ball of a hand', () => {
    const pointers = new PadPointers();
    expect(pointers.down(pointer(1, 'touch', { width: 70, height: 52 })).role).toBe('none');
    expect(pointers.down(pointer(2, 'touch')).role).toBe('write');
  });

  it('of a hand that came down before its pen have written nothing', () => {
    const pointers = new PadPointers();
    expect(pointers.down(pointer(1, 'touch')).role).toBe('write');
    expect(pointers.down(pointer(2, 'pen'))).toEqual({ role: 'write', discards: true });
    expect(pointers.roleOf(1)).toBe('none');
  });

  it('are fingers that move the paper once a pen was seen', () => {
    const pointers = new PadPointers();
    pointers.down(pointer(1, 'pen'));
    expect(pointers.down(pointer(2, 'touch')).role).toBe('none');
    pointers.up(1);
    pointers.up(2);
    expect(pointers.down(pointer(3, 'touch')).role).toBe('scroll');
  });

  it('are two fingers that move the paper; the first has written nothing', () => {
    const pointers = new PadPointers();
    pointers.down(pointer(1, 'touch'));
    expect(pointers.down(pointer(2, 'touch'))).toEqual({ role: 'scroll', discards: true });
    expect(pointers.roleOf(1)).toBe('scroll');
    expect(pointers.scrolling).toBe(2);
    pointers.up(1);
    expect(pointers.down(pointer(3, 'touch')).role).toBe('scroll');
  });

  it('erase with the other end of a pen', () => {
    const pointers = new PadPointers();
    expect(pointers.down(pointer(1, 'pen', { button: 5, buttons: 32 })).role).toBe('erase');
  });
});
