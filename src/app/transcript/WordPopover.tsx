import {
  type Dispatch,
  type FormEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Icon } from '../icons/Icon.tsx';
import { displayQuad, wordQuad } from '../stage/displayGeometry.ts';
import { placePopover } from './popoverPlacement.ts';
import type { OpenWord, ReadingSession, WordAction } from './readingSession.ts';
import { STILL_FRAME } from './stillView.ts';
import { wordsOf } from './transcript.ts';
import { drawCrop } from './wordCrop.ts';
import './word.css';

const ALTERNATIVES = 3;

interface WordPopoverProps {
  readonly session: ReadingSession;
  readonly word: OpenWord;
  /** The held picture, for the word's crop. */
  readonly picture: RefObject<HTMLCanvasElement | null>;
  /** Whether that is the picture of the view by now; default true. */
  readonly isDrawn?: boolean;
  /** Takes the word's ink away, to be written again; left out where nobody can. */
  readonly onRewrite?: () => void;
  readonly dispatch: Dispatch<WordAction>;
}

/** One word: its crop, what else it could be, and a field to write what it is. */
export function WordPopover(props: WordPopoverProps) {
  const { session, word, picture, isDrawn = true, dispatch } = props;
  const box = useRef<HTMLDivElement>(null);
  const crop = useRef<HTMLCanvasElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const line = session.transcript.find(({ id }) => id === word.lineId);
  const reading = line?.reading?.words[word.index];
  const current = (line && wordsOf(line)[word.index]) ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? current;
  // Until a frozen frame has been read, the lines that are known are those of a frame before it.
  const isPictured = isDrawn && session.view?.frameId === STILL_FRAME;
  const found = isPictured ? session.view?.lines.find(({ id }) => id === word.lineId) : undefined;

  useEffect(() => {
    if (!found || !reading || !picture.current || !crop.current || !session.view) return;
    const scaled = displayQuad(found.quad, session.view, picture.current, false);
    drawCrop(crop.current, picture.current, wordQuad(scaled, reading.start, reading.end));
  }, [found, reading, picture, session.view]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const opener = document.activeElement;
    element.showPopover();
    placePopover(element, wordAnchor(word));
    field.current?.select();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else wordAnchor(word)?.focus();
    };
  }, [word]);

  const close = (): void => dispatch({ type: 'open-word', word: null });
  const correct = (next: string): void => dispatch({ type: 'correct', word, text: next.trim() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === current) close();
    else correct(text);
  };
  if (!line || !reading) return null;
  const others = [{ text: reading.text }, ...reading.alternatives]
    .map((alternative) => alternative.text)
    .filter((other, index, all) => other !== current && all.indexOf(other) === index)
    .slice(0, ALTERNATIVES);

  return (
    <div
      ref={box}
      popover="auto"
      className="word-popover"
      role="dialog"
      aria-label={`Word: ${current}`}
      onToggle={(event) => {
        if (event.newState === 'closed') close();
      }}
    >
      <div className="word-crop">
        {found ? (
          <canvas ref={crop} role="img" aria-label="The word in the picture" />
        ) : (
          <p>{isPictured ? 'This line is not in the picture.' : 'Reading this picture …'}</p>
        )}
      </div>
      {others.length > 0 && (
        <ul className="word-others" aria-label="What else it could be">
          {others.map((other) => (
            <li key={other}>
              <button type="button" className="button" onClick={() => correct(other)}>
                {other}
              </button>
            </li>
          ))}
        </ul>
      )}
      {props.onRewrite && (
        <button type="button" className="button word-rewrite" onClick={props.onRewrite}>
          <Icon name="pen" />
          Write it again
        </button>
      )}
      <form onSubmit={submit}>
        <label htmlFor={fieldId}>
          What it says <span className="figure">{Math.round(reading.confidence * 100)} % sure</span>
        </label>
        <div className="word-field">
          <input
            ref={field}
            id={fieldId}
            value={text}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="button primary">
            Keep
          </button>
        </div>
      </form>
    </div>
  );
}

/** The word's own element, where it was pointed at. */
function wordAnchor({ lineId, index, from }: OpenWord): HTMLElement | null {
  return document.querySelector<HTMLElement>(
    from === 'picture'
      ? `[data-line="${lineId}"] [data-index="${index}"]`
      : `[data-word="${lineId}:${index}"]`,
  );
}
