import { Icon } from '../icons/Icon.tsx';
import { MenuButton } from './MenuButton.tsx';

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
  return (
    <MenuButton
      label={props.label ?? 'Download'}
      face={<Icon name="download" />}
      disabled={props.disabled}
    >
      {(perform) =>
        props.formats.map(({ format, label, note }) => (
          <button key={format} type="button" onClick={perform(() => props.onChoose(format))}>
            {label}
            <span>{note}</span>
          </button>
        ))
      }
    </MenuButton>
  );
}
