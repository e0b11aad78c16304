import { CopyButton } from '../files/CopyButton.tsx';
import { type TranscriptSheet, transcriptText } from './transcript.ts';

interface SheetHeadProps {
  readonly sheet: TranscriptSheet;
  readonly name: string;
  /** What it is called without a name of its own. */
  readonly unnamed: string;
  /** It is given a name; an empty one takes it back. */
  readonly onName: (name: string) => void;
  /** A small picture of it, as a URL. */
  readonly picture: string | null;
}

/** The head of a sheet's card: its picture, its name, whether it is the one in view. */
export function SheetHead({ sheet, name, unnamed, picture, onName }: SheetHeadProps) {
  const inView = sheet.lines.some((line) => line.inView);
  const count = sheet.lines.length === 1 ? '1 line' : `${sheet.lines.length} lines`;
  return (
    <header className="sheet-head" data-in-view={inView || undefined}>
      {picture === null ? (
        <span className="sheet-picture" />
      ) : (
        <img className="sheet-picture" src={picture} alt="" />
      )}
      <span className="sheet-words">
        <h3 className="visually-hidden">{name}</h3>
        <input
          key={name}
          className="sheet-name"
          aria-label={`Name of ${unnamed}`}
          title="Name this sheet"
          placeholder={unnamed}
          defaultValue={name === unnamed ? '' : name}
          maxLength={80}
          onBlur={(event) => onName(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key !== 'Escape') return;
            event.currentTarget.value = name === unnamed ? '' : name;
            event.currentTarget.blur();
          }}
        />
        <span className="sheet-note figure">{inView ? `${count}, in the picture` : count}</span>
      </span>
      <CopyButton label={`Copy ${name}`} text={() => transcriptText(sheet.lines)} />
    </header>
  );
}
