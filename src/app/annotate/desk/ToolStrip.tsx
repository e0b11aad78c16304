import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from './desk.ts';

/** What is used all the time, beside the picture, in groups. */
const STRIP = [
  ['select-tool', 'new-box'],
  ['edit-class', 'difficult', 'duplicate', 'copy-previous', 'delete'],
  ['zoom-in', 'zoom-out', 'fit-window', 'fit-width'],
  ['suggest-lines'],
  ['keys'],
].map((names) => names.map(actionNamed));

export function ToolStrip({ desk }: { readonly desk: Desk }) {
  return (
    <div className="tool-strip" role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {STRIP.map((group) => (
        <div key={group[0]?.name} className="tool-group">
          {group.map((action) => (
            <ActionButton key={action.name} action={action} desk={desk} />
          ))}
        </div>
      ))}
    </div>
  );
}
