/** A key with what is held down with it, as written in the table: `Ctrl+Shift+D`, `Space`, `?`. */
export type KeyName = string;

/** What of a keyboard event decides which action is meant. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Chord {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

const NAMED: Readonly<Record<string, string>> = {
  Space: ' ',
  Del: 'Delete',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
};

function chordOf(name: KeyName): Chord {
  // The last part may itself be a plus.
  const parts = name.endsWith('++') ? [...name.slice(0, -2).split('+'), '+'] : name.split('+');
  const key = name === '+' ? '+' : (parts.at(-1) ?? '');
  const held = new Set(parts.slice(0, -1));
  return {
    key: (NAMED[key] ?? key).toLowerCase(),
    control: held.has('Ctrl'),
    shift: held.has('Shift'),
    alt: held.has('Alt'),
  };
}

/** The key as the table writes it, whatever the layout: letters by their place where they are not Latin. */
function keyOf({ key, code }: KeyPress): string {
  if (key === '_') return '-';
  const latin = /^[\x20-\x7e]$/.test(key) || key.length > 1;
  if (!latin && /^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  return key.toLowerCase();
}

/** Signs that many keyboards write with Shift: there it is part of the sign, not held for its own sake. */
const WRITTEN_WITH_SHIFT = '+=?';

function shiftAgrees({ shiftKey, code }: KeyPress, key: string, wanted: boolean): boolean {
  if (!WRITTEN_WITH_SHIFT.includes(key)) return shiftKey === wanted;
  // Only the number pad tells Shift with `+` from `+`.
  return code.startsWith('Numpad') ? shiftKey === wanted : !wanted;
}

/** True when a key press is the one of that name. Cmd counts as Ctrl. */
export function isKey(press: KeyPress, name: KeyName): boolean {
  const chord = chordOf(name);
  const key = keyOf(press);
  return (
    key === chord.key &&
    (press.ctrlKey || press.metaKey) === chord.control &&
    press.altKey === chord.alt &&
    shiftAgrees(press, key, chord.shift)
  );
}

/** Parts of a key as they are shown: on a Mac, its own signs. */
export function keyCaps(name: KeyName, mac: boolean): readonly string[] {
  const { key, control, shift, alt } = chordOf(name);
  const signs: Readonly<Record<string, string>> = {
    ' ': 'Space',
    arrowleft: '←',
    arrowright: '→',
    arrowup: '↑',
    arrowdown: '↓',
    delete: 'Del',
    backspace: mac ? '⌫' : 'Backspace',
    escape: 'Esc',
    enter: 'Enter',
  };
  return [
    ...(control ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(shift ? [mac ? '⇧' : 'Shift'] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    signs[key] ?? key.toUpperCase(),
  ];
}

/** A key for `aria-keyshortcuts`, which writes Control in full. */
export function ariaKey(name: KeyName): string {
  const { key, control, shift, alt } = chordOf(name);
  return [
    ...(control ? ['Control'] : []),
    ...(shift ? ['Shift'] : []),
    ...(alt ? ['Alt'] : []),
    key === ' ' ? 'Space' : key === '+' ? 'Plus' : key,
  ].join('+');
}
