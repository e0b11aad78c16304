import {
  type Dispatch,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { CopyButton } from '../files/CopyButton.tsx';
import { DownloadMenu } from '../files/DownloadMenu.tsx';
import { Icon } from '../icons/Icon.tsx';
import type { OpenWord, WordAction } from './readingSession.ts';
import { SheetHead } from './SheetHead.tsx';
import { SheetLanguage, type SheetReading } from './SheetLanguage.tsx';
import { type SheetNames, sheetName } from './sheetName.ts';
import { TextMenu } from './TextMenu.tsx';
import { TranscriptRow } from './TranscriptRow.tsx';
import {
  countUnsure,
  sheetsOf,
  type TranscriptLine,
  transcriptText,
  writtenLines,
} from './transcript.ts';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './transcriptFiles.ts';
import './transcript.css';

interface TranscriptPanelProps {
  readonly transcript: readonly TranscriptLine[];
  readonly litLine: number | null;
  readonly openWord: OpenWord | null;
  readonly empty: string;
  /** Sheets get headings with these small pictures (URLs); without them, lines stand alone. */
  readonly pictures?: Readonly<Record<number, string>>;
  readonly names?: SheetNames | undefined;
  /** A sheet is given a name; an empty one takes it back. */
  readonly onName?: ((sheetId: number, name: string) => void) | undefined;
  /** What a language that is offered for a sheet leads to; default: it is read from now on. */
  readonly reading?: SheetReading | undefined;
  readonly dispatch: Dispatch<WordAction>;
  readonly onOpenWord: (word: OpenWord) => void;
  /** Whether what is being read comes into sight by itself; default true. */
  readonly isFollowing?: boolean;
  /** Goes to the next word that is unsure. */
  readonly onWalkUnsure?: () => void;
  readonly onSave: (format: TranscriptFormat) => void;
  /** Copies and saves in other ways, in the place of the usual ones. */
  readonly take?: ReactNode;
  readonly onClear?: (() => void) | undefined;
}

/** What was read, in reading order; one tab stop, with arrows from word to word and line to line. */
export const TranscriptPanel = memo(function TranscriptPanel(props: TranscriptPanelProps) {
  const { transcript, litLine, openWord, dispatch, onOpenWord } = props;
  const lines = writtenLines(transcript);
  const [tabStop, setTabStop] = useState<string | null>(null);
  const words = lines.flatMap((line) => line.reading?.words.map((_, i) => `${line.id}:${i}`) ?? []);
  const stop = tabStop !== null && words.includes(tabStop) ? tabStop : (words[0] ?? null);
  const list = useRef<HTMLDivElement>(null);
  const unsure = countUnsure(lines);
  const sheets = sheetsOf(lines);
  const headed = props.pictures !== undefined && sheets.length > 1;
  const isFollowing = props.isFollowing ?? true;
  const newest = isFollowing ? lines.findLast((line) => line.inView)?.id : undefined;

  // What is being read comes into sight, and of its sheet as much as there is room for above it,
  // unless a person is busy in the list.
  useEffect(() => {
    if (newest === undefined || list.current?.matches(':hover, :focus-within')) return;
    const row = list.current?.querySelector(`[data-line="${newest}"]`);
    const head = row?.closest('.transcript-sheet')?.querySelector('.sheet-head');
    for (const part of [head, row]) part?.scrollIntoView({ block: 'nearest' });
  }, [newest]);

  return (
    <section className="transcript" aria-label="Transcript">
      <header className="panel-head">
        <h2>
          Transcript <span className="figure">{lines.length > 0 ? countOf(lines.length) : ''}</span>
        </h2>
        <div className="panel-tools">
          {props.take ?? (
            <>
              <CopyButton
                label="Copy the transcript"
                disabled={lines.length === 0}
                text={() => transcriptText(transcript)}
              />
              <DownloadMenu
                formats={TRANSCRIPT_FORMATS}
                disabled={lines.length === 0}
                onChoose={(format) => props.onSave(format)}
              />
            </>
          )}
          <TextMenu transcript={transcript} />
          {props.onClear && (
            <button
              type="button"
              className="button quiet icon-only"
              aria-label="Clear the transcript"
              title="Clear the transcript"
              disabled={lines.length === 0}
              onClick={props.onClear}
            >
              <Icon name="clear" />
            </button>
          )}
        </div>
      </header>
      {props.onWalkUnsure && unsure > 0 && (
        <button type="button" className="unsure-walk" onClick={props.onWalkUnsure}>
          {unsure === 1 ? '1 unsure word' : `${unsure} unsure words`}
          <kbd>N</kbd>
        </button>
      )}
      {lines.length === 0 ? (
        <p className="panel-empty">{props.empty}</p>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the words, which are the buttons.
        <div ref={list} className="transcript-sheets" onKeyDown={moveFocus}>
          {sheets.map((sheet, index) => (
            <section
              key={sheet.id}
              className="transcript-sheet"
              aria-label={headed ? sheetName(index, sheet.id, props.names) : undefined}
            >
              {headed && (
                <SheetHead
                  sheet={sheet}
                  name={sheetName(index, sheet.id, props.names)}
                  unnamed={sheetName(index, sheet.id)}
                  onName={(name) => props.onName?.(sheet.id, name)}
                  picture={props.pictures?.[sheet.id] ?? null}
                />
              )}
              {props.pictures !== undefined && <SheetLanguage sheet={sheet} {...props.reading} />}
              <ol className="transcript-lines">
                {sheet.lines.map((line) => (
                  <TranscriptRow
                    key={line.id}
                    line={line}
                    lit={litLine === line.id}
                    openIndex={openWord?.lineId === line.id ? openWord.index : null}
                    tabStop={stop}
                    dispatch={dispatch}
                    onFocusWord={setTabStop}
                    onOpenWord={onOpenWord}
                  />
                ))}
              </ol>
            </section>
          ))}
        </div>
      )}
    </section>
  );
});

function countOf(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** Left and right go from word to word, up and down from line to line, Home and End to the ends. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const from = (event.target as Element).closest('[data-word]');
  if (!from) return;
  const words = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[data-word]'));
  const rows = Array.from(event.currentTarget.querySelectorAll('.transcript-line'));
  const row = rows.findIndex((item) => item.contains(from));
  const word = words.indexOf(from as HTMLElement);
  const targets: Readonly<Record<string, Element | null | undefined>> = {
    ArrowRight: words[word + 1],
    ArrowLeft: words[word - 1],
    ArrowDown: rows[row + 1]?.querySelector('[data-word]'),
    ArrowUp: rows[row - 1]?.querySelector('[data-word]'),
    Home: words[0],
    End: words.at(-1),
  };
  const next = targets[event.key];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
