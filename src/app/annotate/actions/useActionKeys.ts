import { useEffect } from 'react';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import type { Desk } from '../desk/desk.ts';
import { actionOfKey, performAction } from './table.ts';

const TEXT_INPUTS =
  'input:not([type=checkbox], [type=radio], [type=range], [type=color]), textarea, select, [contenteditable]';
/** What Space and Enter press by themselves. */
const PRESSABLE =
  'button, a[href], summary, [type=checkbox], [type=radio], [role=option], [role=tab]';

/** Lets the keyboard do what the table says, while the desk is to be seen and no dialog is open. */
export function useActionKeys(active: boolean, desk: Desk): void {
  const pressed = useSteadyHandler((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    // Also where the keyboard is on nothing, because a button of the dialog went away.
    // An open menu has its own Escape.
    if (document.querySelector('dialog[open], [popovertarget][aria-expanded=true]')) return;
    const found = actionOfKey(event);
    if (!found) return;
    const { action, key } = found;
    const typing = target?.matches(TEXT_INPUTS) ?? false;
    if (typing && !action.whileTyping) return;
    if ((event.key === ' ' || event.key === 'Enter') && target?.matches(PRESSABLE)) return;
    const done = performAction(action, desk, key);
    // A key of ours never does the browser's own thing, such as reloading the page.
    if (done || !action.yields) event.preventDefault();
  });

  useEffect(() => {
    if (!active) return;
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [active, pressed]);
}
