import { type ReactNode, useId, useRef } from 'react';
import { placeMenu } from './placeMenu.ts';
import './files.css';

interface MenuButtonProps {
  readonly label: string;
  /** What the button shows. */
  readonly face: ReactNode;
  readonly disabled?: boolean;
  /** Beside `menu`, a class of its own. */
  readonly kind?: string;
  readonly onToggle?: () => void;
  /** The menu's buttons; `perform` closes the menu and does what was chosen. */
  readonly children: (perform: (act: () => void) => () => void) => ReactNode;
}

/** A button that opens a menu beside it. */
export function MenuButton(props: MenuButtonProps) {
  const { label, face, disabled = false, kind, onToggle, children } = props;
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const perform = (act: () => void) => (): void => {
    menu.current?.hidePopover();
    act();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button quiet icon-only"
        aria-label={label}
        title={label}
        disabled={disabled}
        popoverTarget={menuId}
      >
        {face}
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        className={kind === undefined ? 'menu' : `menu ${kind}`}
        onBeforeToggle={() => {
          onToggle?.();
          placeMenu(menu.current, button.current);
        }}
      >
        {children(perform)}
      </div>
    </>
  );
}
