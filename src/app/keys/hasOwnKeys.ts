const OWN_KEYS =
  'input, textarea, select, button, summary, a[href], [role="button"], [contenteditable], dialog, [popover]';

/** True where Space, Enter and the like already do something: shortcuts of the screen keep out. */
export function hasOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}
