import { useId, useRef, useState } from 'react';
import { Icon } from '../../icons/Icon.tsx';
import type { Desk } from '../desk/desk.ts';
import { keyHint } from './ActionButton.tsx';
import { ACTION_GROUPS } from './action.ts';
import { ACTIONS, performAction } from './table.ts';
import '../../files/files.css';
import './menu.css';

/** Everything that can be done, by groups, each with its key. */
export function ActionMenu({ desk }: { readonly desk: Desk }) {
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button quiet icon-only"
        aria-label="Menu"
        title="Menu"
        aria-expanded={open}
        popoverTarget={menuId}
      >
        <Icon name="menu" />
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        className="menu action-menu"
        onBeforeToggle={(event) => {
          setOpen(event.newState === 'open');
          const under = button.current?.getBoundingClientRect();
          if (!under || !menu.current) return;
          menu.current.style.top = `${under.bottom + 4}px`;
          menu.current.style.left = `${under.left}px`;
        }}
      >
        <div className="action-columns">
          {open &&
            ACTION_GROUPS.map((group) => (
              <section key={group} aria-label={group}>
                <h3>{group}</h3>
                {ACTIONS.filter((action) => action.group === group && action.inMenu !== false).map(
                  (action) => {
                    const pressed = action.pressed?.(desk);
                    return (
                      <button
                        key={action.name}
                        type="button"
                        aria-pressed={pressed}
                        disabled={!action.enabled(desk)}
                        onClick={() => {
                          menu.current?.hidePopover();
                          performAction(action, desk, null);
                        }}
                      >
                        <span className="action-name">
                          {pressed === true && <Icon name="check" />}
                          {action.label}
                        </span>
                        <kbd>{keyHint(action)}</kbd>
                      </button>
                    );
                  },
                )}
              </section>
            ))}
        </div>
      </div>
    </>
  );
}
