import { type Dispatch, memo } from 'react';
import type { OpenWord, WordAction } from './readingSession.ts';
import { isCorrected, isUnsureWord, type TranscriptLine, textOf, wordsOf } from './transcript.ts';

interface TranscriptRowProps {
  readonly line: TranscriptLine;
  readonly lit: boolean;
  readonly openIndex: number | null;
  /** The one word that Tab stops at. */
  readonly tabStop: string | null;
  readonly dispatch: Dispatch<WordAction>;
  readonly onFocusWord: (word: string) => void;
  readonly onOpenWord: (word: OpenWord) => void;
}

export const TranscriptRow = memo(function TranscriptRow(props: TranscriptRowProps) {
  const { line, lit, openIndex, tabStop, dispatch, onFocusWord, onOpenWord } = props;
  const light = (on: boolean) => (): void =>
    dispatch({ type: 'light', lineId: on && line.inView ? line.id : null });
  const confidence = line.reading?.confidence ?? 0;
  return (
    <li
      className="transcript-line"
      data-line={line.id}
      data-status={line.status}
      data-in-view={line.inView || undefined}
      data-lit={lit || undefined}
      onPointerEnter={(event) => event.pointerType === 'mouse' && light(true)()}
      onPointerLeave={light(false)}
      onFocus={light(true)}
      onBlur={light(false)}
    >
      <span className="transcript-text">
        {wordsOf(line).map((word, index) => {
          const key = `${line.id}:${index}`;
          const unsure = isUnsureWord(line, index);
          const corrected = line.corrections[index] !== undefined;
          const open = (): void => onOpenWord({ lineId: line.id, index });
          return (
            <span key={key}>
              {/* biome-ignore lint/a11y/useSemanticElements: text inside a button element cannot be selected. */}
              <span
                className="word"
                role="button"
                data-word={key}
                data-unsure={unsure || undefined}
                data-corrected={corrected || undefined}
                aria-haspopup="dialog"
                aria-expanded={openIndex === index}
                aria-description={unsure ? 'unsure' : undefined}
                tabIndex={key === tabStop ? 0 : -1}
                onFocus={() => onFocusWord(key)}
                onClick={() => {
                  // The end of a selection is not a click.
                  if (getSelection()?.isCollapsed ?? true) open();
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  open();
                }}
              >
                {word}
              </span>{' '}
            </span>
          );
        })}
        {line.reading && line.reading.words.length === 0 && textOf(line)}
      </span>
      <span className="transcript-note figure">
        {isCorrected(line) ? 'corrected' : `${Math.round(confidence * 100)} %`}
        <span className="visually-hidden">
          {isCorrected(line) ? '' : line.status === 'sure' ? ' sure' : ' sure, not settled yet'}
          {line.inView ? '' : ', no longer in view'}
        </span>
      </span>
    </li>
  );
});
