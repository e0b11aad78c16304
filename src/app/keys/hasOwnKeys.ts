const OWN_KEYS =
  'input, textarea, select, button, summary, a[href], [role="button"], [contenteditable], dialog, [popover]';

/** True where Space, Enter and the like already do something: shortcuts of the screen keep out. */
export function hasOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}

const TEXT =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], dialog, [popover]';

/** True where keys are for text, or for a dialog: even Backspace and Delete mean something there. */
export function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT) !== null;
}
