import { describe, expect, test } from 'vitest';
import {
  type DeskAction,
  type DeskState,
  deskReducer,
  INITIAL_DESK,
} from '../../../../src/app/annotate/desk/deskState.ts';

function deskAfter(...actions: readonly DeskAction[]): DeskState {
  return actions.reduce(deskReducer, INITIAL_DESK);
}

describe('the desk', () => {
  test('goes back to selecting once a box is drawn, unless drawing is to go on', () => {
    expect(deskAfter({ type: 'tool', tool: 'draw' }, { type: 'drawn' }).tool).toBe('select');
    const going = deskAfter(
      { type: 'toggle', what: 'keepDrawing' },
      { type: 'tool', tool: 'draw' },
      { type: 'drawn' },
    );
    expect(going.tool).toBe('draw');
  });

  test('hides boxes one by one and all together, and another picture shows its own', () => {
    const hidden = deskAfter(
      { type: 'show-image', imageId: 'one' },
      { type: 'hide', ids: ['a', 'b'], hidden: true },
      { type: 'hide', ids: ['a'], hidden: false },
    );
    expect([...hidden.hidden]).toEqual(['b']);
    expect(deskReducer(hidden, { type: 'show-image', imageId: 'two' }).hidden.size).toBe(0);
  });

  test('lets go of the selection with the picture, not with the same picture again', () => {
    const chosen = deskAfter(
      { type: 'show-image', imageId: 'one' },
      { type: 'select', ids: ['a'] },
      { type: 'show-image', imageId: 'one' },
    );
    expect(chosen.selected).toEqual(['a']);
    expect(deskReducer(chosen, { type: 'show-image', imageId: 'two' }).selected).toEqual([]);
  });

  test('keeps brightness between what can still be seen', () => {
    expect(deskAfter({ type: 'brightness', brightness: 9 }).brightness).toBe(2.4);
    expect(deskAfter({ type: 'brightness', brightness: -1 }).brightness).toBe(0.4);
    expect(deskAfter({ type: 'brightness', brightness: 1.2000000001 }).brightness).toBe(1.2);
  });
});
