import { Icon } from '../../icons/Icon.tsx';
import type { Desk } from '../desk/desk.ts';
import { type DeskActionEntry, keysOf } from './action.ts';
import { ariaKey, keyCaps } from './keys.ts';
import { IS_MAC } from './platform.ts';
import { performAction } from './table.ts';

interface ActionButtonProps {
  readonly action: DeskActionEntry;
  readonly desk: Desk;
  /** Its name beside its icon, not only as a hint. */
  readonly labelled?: boolean;
  /** A short word below its icon. */
  readonly word?: boolean;
  readonly onPress?: () => void;
}

/** The first key of an action in one word: `Ctrl+D`. */
export function keyHint(action: DeskActionEntry): string {
  const [first] = keysOf(action);
  return first === undefined ? '' : keyCaps(first, IS_MAC).join(IS_MAC ? '' : '+');
}

/** A button of the desk: name, icon, key and state all come from the table of actions. */
export function ActionButton(props: ActionButtonProps) {
  const { action, desk, labelled = false, word = false, onPress } = props;
  const hint = keyHint(action);
  const keys = keysOf(action).map(ariaKey).join(' ');
  return (
    <button
      type="button"
      className={`button quiet${labelled ? '' : ' icon-only'}${word ? ' with-word' : ''}`}
      title={hint === '' ? action.label : `${action.label} (${hint})`}
      aria-label={action.label}
      aria-pressed={action.pressed?.(desk)}
      aria-keyshortcuts={keys === '' ? undefined : keys}
      disabled={!action.enabled(desk)}
      onClick={() => {
        onPress?.();
        performAction(action, desk, null);
      }}
    >
      {action.icon && <Icon name={action.icon} />}
      {labelled && action.label}
      {word && action.word && <span className="tool-word">{action.word}</span>}
    </button>
  );
}
