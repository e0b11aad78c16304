import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from './desk.ts';
import { notePress, useToolWords } from './toolWords.ts';

/** What is used all the time, beside the picture, in groups. */
const STRIP = [
  ['select-tool', 'new-box', 'new-outline'],
  ['edit-class', 'difficult', 'duplicate', 'copy-previous', 'delete'],
  ['zoom-in', 'zoom-out', 'fit-window', 'fit-width'],
  ['suggest-lines'],
  ['keys'],
].map((names) => names.map(actionNamed));

export function ToolStrip({ desk }: { readonly desk: Desk }) {
  const words = useToolWords();
  return (
    <div
      className={words.shown ? 'tool-strip worded' : 'tool-strip'}
      role="toolbar"
      aria-label="Tools"
      aria-orientation="vertical"
    >
      {STRIP.map((group) => (
        <div key={group[0]?.name} className="tool-group">
          {group.map((action) => (
            <ActionButton
              key={action.name}
              action={action}
              desk={desk}
              word={words.shown}
              onPress={() => notePress(words.count)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
