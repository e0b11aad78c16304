import { type Dispatch, useCallback, useMemo, useRef, useState } from 'react';
import { DetailsPanel } from '../../desk/DetailsPanel.tsx';
import { ReadingDesk } from '../../desk/ReadingDesk.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import {
  NEW_SESSION,
  type OpenWord,
  type ReadingSession,
  type WordAction,
} from '../../transcript/readingSession.ts';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import { isLocked } from '../pages/failures.ts';
import { type DocumentPage, hasPicture, knownOf } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { FlattenDialog } from '../picture/FlattenDialog.tsx';
import { PageTools } from './PageTools.tsx';
import { TakePages } from './TakePages.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { usePagePicture } from './usePagePicture.ts';
import { usePageScript } from './usePageScript.ts';

interface PageDeskProps {
  readonly page: DocumentPage;
  /** Its place in the whole list, counted from 1. */
  readonly number: number;
  /** Of all pages. */
  readonly count: number;
  readonly hidden: boolean;
  readonly openWord: OpenWord | null;
  readonly dispatch: Dispatch<PageAction>;
  readonly onOpenWord: (word: OpenWord | null) => void;
  readonly onWalkUnsure: (from: OpenWord | null, step: 1 | -1) => void;
  /** Whether the small pictures of all pages are shown on a phone. */
  readonly showsStrip: boolean;
  readonly onStrip: () => void;
  readonly onUnlock: (password: string) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One page, large, with its lines on the ink and its text beside it. */
export function PageDesk(props: PageDeskProps) {
  const { page, openWord, dispatch, onOpenWord } = props;
  const { id, name, file, text } = page;
  const picture = useRef<HTMLCanvasElement>(null);
  const drawn = usePagePicture(file, picture);
  const [litLine, setLitLine] = useState<number | null>(null);
  const [flattens, setFlattens] = useState(false);
  const closeFlatten = useCallback(() => setFlattens(false), []);
  const known = knownOf(text);
  const session = useMemo(
    (): ReadingSession => ({
      ...NEW_SESSION,
      view: known?.view ?? null,
      transcript: known?.transcript ?? [],
      held: true,
      litLine,
      openWord,
    }),
    [known, litLine, openWord],
  );
  const act = useSteadyHandler((action: WordAction) => {
    switch (action.type) {
      case 'light':
        setLitLine(action.lineId);
        return;
      case 'open-word':
        onOpenWord(action.word);
        return;
      case 'correct':
        dispatch({ type: 'correct', id, word: action.word, text: action.text });
        onOpenWord(null);
    }
  });
  const script = usePageScript(page);
  const reading = useMemo(
    () => ({ script, readAgain: () => dispatch({ type: 'retry', id }) }),
    [script, dispatch, id],
  );
  const again = { label: 'Try again', perform: reading.readAgain };
  const take = useMemo(
    () => <TakePages pages={[page]} what="page" disabled={knownOf(page.text) === null} />,
    [page],
  );
  return (
    <>
      <ReadingDesk
        subject={id}
        hidden={props.hidden}
        session={session}
        dispatch={act}
        frame={known?.view ?? drawn}
        picture={picture}
        isDrawn={drawn !== null}
        mirrored={false}
        onOpenWord={onOpenWord}
        onWalkUnsure={props.onWalkUnsure}
        reading={reading}
        take={take}
        empty={EMPTY[text.kind]}
        media={
          <canvas
            ref={picture}
            className="frozen"
            hidden={drawn === null}
            role="img"
            aria-label={name}
          />
        }
        status={
          <>
            {text.kind === 'reading' && (
              <ProgressBar
                label={`Reading ${name}`}
                done={text.total > 0 ? text.done / text.total : null}
                figure={text.total > 0 ? `${text.done} of ${text.total} lines` : ''}
              />
            )}
            {text.kind === 'failed' && isLocked(text.error) && (
              <UnlockForm key={id} name={name} error={text.error} onUnlock={props.onUnlock} />
            )}
            {text.kind === 'failed' && !isLocked(text.error) && (
              <Notice
                error={{ message: `“${name}”: ${text.error.message}`, hint: text.error.hint }}
                {...(hasPicture(page) ? { action: again } : {})}
              />
            )}
            {text.kind === 'failed' && text.error.entries && (
              <ul className="refused-entries" aria-label={`Not read in ${name}`}>
                {text.error.entries.map((entry) => (
                  <li key={entry.name}>
                    <strong>{entry.name}</strong> {entry.message}
                  </li>
                ))}
              </ul>
            )}
          </>
        }
        tools={<PageTools {...props} onFlatten={() => setFlattens(true)} />}
        details={<DetailsPanel view={session.view} moving={false} />}
      />
      {flattens && (
        <FlattenDialog
          name={name}
          file={file}
          onFlatten={(flat) => {
            setFlattens(false);
            dispatch({ type: 'picture', id, file: flat });
          }}
          onClose={closeFlatten}
        />
      )}
    </>
  );
}

const EMPTY: Readonly<Record<DocumentPage['text']['kind'], string>> = {
  idle: 'The text appears here as it is read.',
  waiting: 'The text appears here when it is this page’s turn.',
  reading: 'The text appears here as it is read.',
  read: 'No writing found on this page. Try a picture taken closer and in better light.',
  failed: 'This page could not be read.',
  cancelled: 'This page was not read. Choose “Read again” to read it.',
};
