import type { Dispatch } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import type { OpenedPage } from './intake/pagesOfFiles.ts';
import type { PageAction } from './pages/pageAction.ts';
import type { PageCounts } from './pages/pageCounts.ts';

interface PagesProgressProps {
  /** The file whose pages are coming; null where none is being opened. */
  readonly opening: OpenedPage['from'] | null;
  readonly onStop: () => void;
  readonly counts: PageCounts;
  readonly isPaused: boolean;
  readonly dispatch: Dispatch<PageAction>;
}

/** How far all pages are, while some are not read, with a pause and a way to leave it. */
export function PagesProgress(props: PagesProgressProps) {
  const { opening, onStop, counts, isPaused, dispatch } = props;
  const { all, settled } = counts;
  return (
    <>
      {opening && (
        <div className="pages-progress">
          <ProgressBar
            label={`Opening ${opening.name}`}
            done={opening.done / opening.total}
            figure={`${opening.done} of ${opening.total}`}
          />
          <button type="button" className="button quiet" onClick={onStop}>
            Stop here
          </button>
        </div>
      )}
      {settled < all && <ReadingProgress {...{ all, settled, isPaused, dispatch }} />}
    </>
  );
}

interface ReadingProgressProps extends Pick<PagesProgressProps, 'isPaused' | 'dispatch'> {
  readonly all: number;
  readonly settled: number;
}

function ReadingProgress({ all, settled, isPaused, dispatch }: ReadingProgressProps) {
  return (
    <div className="pages-progress">
      <ProgressBar
        label={isPaused ? 'Paused' : 'Reading'}
        done={settled / all}
        figure={`${settled} of ${all} ${all === 1 ? 'page' : 'pages'}`}
      />
      <div className="pages-progress-tools">
        <button
          type="button"
          className="button quiet"
          onClick={() => dispatch({ type: isPaused ? 'go-on' : 'pause' })}
        >
          <Icon name={isPaused ? 'play' : 'pause'} />
          {isPaused ? 'Go on' : 'Pause'}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => dispatch({ type: 'cancel-all' })}
        >
          Cancel
        </button>
      </div>
    </div>
  );
}
