import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog that is open for as long as it is rendered; Escape and a click beside it close it. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  // A press that starts inside (selecting text) and ends outside must not close it.
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const pressed = (event: PointerEvent) => {
      if (event.target === element) onClose();
    };
    element.addEventListener('pointerdown', pressed);
    return () => element.removeEventListener('pointerdown', pressed);
  }, [onClose]);

  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button
            type="button"
            className="button quiet icon-only"
            aria-label="Close"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
