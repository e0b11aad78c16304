import { useId, useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { placeMenu } from './placeMenu.ts';
import './files.css';

interface DownloadMenuProps<Format extends string> {
  readonly formats: readonly {
    readonly format: Format;
    readonly label: string;
    readonly note: string;
  }[];
  /** What is downloaded; default just "Download". */
  readonly label?: string;
  readonly disabled: boolean;
  readonly onChoose: (format: Format) => void;
}

/** A button that opens the list of formats a text can be downloaded in. */
export function DownloadMenu<Format extends string>(props: DownloadMenuProps<Format>) {
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button quiet icon-only"
        aria-label={props.label ?? 'Download'}
        title={props.label ?? 'Download'}
        disabled={props.disabled}
        popoverTarget={menuId}
      >
        <Icon name="download" />
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        className="menu"
        onBeforeToggle={() => placeMenu(menu.current, button.current)}
      >
        {props.formats.map(({ format, label, note }) => (
          <button
            key={format}
            type="button"
            onClick={() => {
              menu.current?.hidePopover();
              props.onChoose(format);
            }}
          >
            {label}
            <span>{note}</span>
          </button>
        ))}
      </div>
    </>
  );
}
