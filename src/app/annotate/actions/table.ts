import type { Desk } from '../desk/desk.ts';
import { type DeskActionEntry, keysOf } from './action.ts';
import { BOX_ACTIONS } from './boxActions.ts';
import { isKey, type KeyName, type KeyPress } from './keys.ts';
import { PICTURE_ACTIONS } from './pictureActions.ts';
import { HELP_ACTIONS, PROJECT_ACTIONS, SUGGESTION_ACTIONS } from './projectActions.ts';
import { REVIEW_ACTIONS } from './reviewActions.ts';
import { VIEW_ACTIONS } from './viewActions.ts';

/** Everything that can be done at the desk. */
export const ACTIONS: readonly DeskActionEntry[] = [
  ...PROJECT_ACTIONS,
  ...BOX_ACTIONS,
  ...PICTURE_ACTIONS,
  ...VIEW_ACTIONS,
  ...SUGGESTION_ACTIONS,
  ...REVIEW_ACTIONS,
  ...HELP_ACTIONS,
];

/** @throws Error for a name that no action has */
export function actionNamed(name: string): DeskActionEntry {
  const found = ACTIONS.find((action) => action.name === name);
  if (!found) throw new Error(`No action is called ${name}.`);
  return found;
}

/** The action that a key press means, with the key as the table writes it. */
export function actionOfKey(
  press: KeyPress,
): { readonly action: DeskActionEntry; readonly key: KeyName } | null {
  for (const action of ACTIONS) {
    const key = keysOf(action).find((name) => isKey(press, name));
    if (key !== undefined) return { action, key };
  }
  return null;
}

/** Does an action where it can be done; says whether it was. */
export function performAction(action: DeskActionEntry, desk: Desk, key: KeyName | null): boolean {
  if (!action.enabled(desk)) return false;
  action.perform(desk, key);
  return true;
}
