import { CopyButton } from '../files/CopyButton.tsx';
import { type TranscriptSheet, transcriptText } from './transcript.ts';

interface SheetHeadProps {
  readonly sheet: TranscriptSheet;
  readonly name: string;
  /** A small picture of it, as a URL. */
  readonly picture: string | null;
}

/** The head of a sheet's card: its picture, its name, whether it is the one in view. */
export function SheetHead({ sheet, name, picture }: SheetHeadProps) {
  const inView = sheet.lines.some((line) => line.inView);
  const count = sheet.lines.length === 1 ? '1 line' : `${sheet.lines.length} lines`;
  const shown = (
    <>
      {picture === null ? (
        <span className="sheet-picture" />
      ) : (
        <img className="sheet-picture" src={picture} alt="" />
      )}
      <span className="sheet-words">
        <span className="sheet-name">{name}</span>
        <span className="sheet-note figure">{inView ? `${count}, in the picture` : count}</span>
      </span>
    </>
  );
  return (
    <header className="sheet-head" data-in-view={inView || undefined}>
      <h3>
        <span className="sheet-show">{shown}</span>
      </h3>
      <CopyButton label={`Copy ${name}`} text={() => transcriptText(sheet.lines)} />
    </header>
  );
}
