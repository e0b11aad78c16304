import { describe, expect, test } from 'vitest';
import { keysOf } from '../../../../src/app/annotate/actions/action.ts';
import { ACTIONS, actionNamed } from '../../../../src/app/annotate/actions/table.ts';

/** LabelImg 1.8, menus and canvas. */
const LABELIMG_KEYS: readonly (readonly [key: string, action: string])[] = [
  ['W', 'new-box'],
  ['D', 'next-picture'],
  ['A', 'previous-picture'],
  ['Del', 'delete'],
  ['Ctrl+D', 'duplicate'],
  ['Ctrl+V', 'copy-previous'],
  ['Left', 'nudge'],
  ['Right', 'nudge'],
  ['Up', 'nudge'],
  ['Down', 'nudge'],
  ['Space', 'verified'],
  ['Ctrl+E', 'edit-class'],
  ['Ctrl+S', 'save'],
  ['Ctrl+O', 'open-pictures'],
  ['Ctrl+U', 'open-folder'],
  ['Ctrl+Shift+O', 'add-annotations'],
  ['Ctrl+R', 'save-folder'],
  ['Ctrl+Shift+S', 'export'],
  ['Ctrl+Shift+D', 'remove-picture'],
  ['Ctrl+Y', 'format'],
  ['Ctrl+H', 'hide-all'],
  ['Ctrl+A', 'show-all'],
  ['Ctrl++', 'zoom-in'],
  ['Ctrl+-', 'zoom-out'],
  ['Ctrl+=', 'actual-size'],
  ['Ctrl+F', 'fit-window'],
  ['Ctrl+Shift+F', 'fit-width'],
  ['Ctrl+Shift+R', 'squares'],
  ['Ctrl+J', 'select-tool'],
  ['Ctrl+L', 'class-colour'],
  ['Ctrl+Shift+A', 'keep-drawing'],
  ['Ctrl+Shift+P', 'labels'],
  ['Ctrl+Shift++', 'brighter'],
  ['Ctrl+Shift+-', 'darker'],
  ['Ctrl+Shift+=', 'brightness-as-photographed'],
  ['Ctrl+W', 'close'],
  ['Ctrl+Q', 'close'],
];

/** Keys that browsers never hand to a page. */
const NEVER_HANDED_OVER = ['Ctrl+W', 'Ctrl+Q'];

describe('the table of actions', () => {
  test.each(LABELIMG_KEYS)('%s does %s, as in LabelImg', (key, action) => {
    expect(keysOf(actionNamed(action))).toContain(key);
  });

  test('no key means two things', () => {
    const keys = ACTIONS.flatMap(keysOf);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('every name stands once', () => {
    const names = ACTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(NEVER_HANDED_OVER)('%s has a second key', (key) => {
    const action = ACTIONS.find((each) => keysOf(each).includes(key));
    expect(action?.reserved?.keys).toContain(key);
    expect(action?.reserved?.instead.length).toBeGreaterThan(0);
  });

  test('a key that stands in for a reserved one is none of LabelImg’s', () => {
    const own = new Set(LABELIMG_KEYS.map(([key]) => key));
    for (const { reserved } of ACTIONS) {
      for (const key of reserved?.instead ?? []) expect(own.has(key)).toBe(false);
    }
  });

  test('keys that write text never work while typing', () => {
    for (const action of ACTIONS) {
      if (!action.whileTyping) continue;
      for (const key of keysOf(action)) expect(key).toMatch(/^(Ctrl|Alt)\+/);
    }
  });
});
