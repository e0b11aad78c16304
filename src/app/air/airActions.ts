import type { IconName } from '../icons/Icon.tsx';

export type AirActionName = 'undo' | 'redo' | 'new-line' | 'clear' | 'done';

/** What can be done with ink: buttons and keys both come from this table. */
export const AIR_ACTIONS: readonly {
  readonly name: AirActionName;
  readonly label: string;
  readonly icon: IconName;
  /** As shown. */
  readonly key: string;
  /** As `aria-keyshortcuts` wants it. */
  readonly shortcut: string;
  /** Buttons have no use for this key: it works with the focus on them too. */
  readonly onButtons: boolean;
  readonly keyTest: (
    event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  ) => boolean;
}[] = [
  {
    name: 'undo',
    label: 'Undo',
    icon: 'undo',
    key: 'Backspace',
    shortcut: 'Backspace Control+Z',
    onButtons: true,
    keyTest: (event) =>
      event.key === 'Backspace' ||
      (withCommand(event) && !event.shiftKey && event.key.toLowerCase() === 'z'),
  },
  {
    name: 'redo',
    label: 'Redo',
    icon: 'redo',
    key: 'Ctrl Shift Z',
    shortcut: 'Control+Shift+Z Control+Y',
    onButtons: true,
    keyTest: (event) =>
      withCommand(event) &&
      (event.key.toLowerCase() === 'y' || (event.shiftKey && event.key.toLowerCase() === 'z')),
  },
  {
    name: 'new-line',
    label: 'New line',
    icon: 'newline',
    key: 'Enter',
    shortcut: 'Enter',
    onButtons: false,
    keyTest: (event) => event.key === 'Enter' && !withCommand(event),
  },
  {
    name: 'clear',
    label: 'Clear',
    icon: 'clear',
    key: 'Delete',
    shortcut: 'Delete',
    onButtons: true,
    keyTest: (event) => event.key === 'Delete',
  },
  {
    name: 'done',
    label: 'Done',
    icon: 'check',
    key: 'Ctrl Enter',
    shortcut: 'Control+Enter',
    onButtons: false,
    keyTest: (event) => event.key === 'Enter' && withCommand(event),
  },
];

function withCommand({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return ctrlKey || metaKey;
}
