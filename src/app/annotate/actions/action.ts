import type { IconName } from '../../icons/Icon.tsx';
import type { Desk } from '../desk/desk.ts';
import type { KeyName } from './keys.ts';

export const ACTION_GROUPS = ['Project', 'Box', 'Picture', 'View', 'Suggestions'] as const;

/**
 * One thing that can be done at the desk. Buttons, menu, shortcuts and the sheet of keys are all
 * made from these.
 */
export interface DeskActionEntry {
  readonly name: string;
  readonly label: string;
  readonly group: (typeof ACTION_GROUPS)[number];
  /** LabelImg's keys first, where it has the action. */
  readonly keys: readonly KeyName[];
  /** Said on the sheet beside keys that a browser or system may keep for itself. */
  readonly reserved?: { readonly keys: readonly KeyName[]; readonly instead: readonly KeyName[] };
  /** Shown in the tool strip with this icon. */
  readonly icon?: IconName;
  /** Said below the icon, until the tools are known. */
  readonly word?: string;
  /** Works while text is being typed: never for keys that write or move in text. */
  readonly whileTyping?: boolean;
  /** Where it cannot be done, the key does what it does in the browser. */
  readonly yields?: boolean;
  /** False for what the menu need not list, such as arrow keys. */
  readonly inMenu?: boolean;
  /** For what is on or off. */
  readonly pressed?: (desk: Desk) => boolean;
  readonly enabled: (desk: Desk) => boolean;
  /** @param key the key that was pressed, as the table writes it; null from a button or menu */
  readonly perform: (desk: Desk, key: KeyName | null) => void;
}

/** All keys of an action: its own, and those that stand in for reserved ones. */
export function keysOf({ keys, reserved }: DeskActionEntry): readonly KeyName[] {
  return [...keys, ...(reserved?.instead ?? []).filter((key) => !keys.includes(key))];
}
