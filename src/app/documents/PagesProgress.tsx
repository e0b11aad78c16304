import type { Dispatch } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import type { PageCounts } from './pages/pageCounts.ts';
import type { PageAction } from './pages/pageList.ts';

interface PagesProgressProps {
  readonly counts: PageCounts;
  readonly isPaused: boolean;
  readonly dispatch: Dispatch<PageAction>;
}

/** How far all pages are, while some are not read, with a pause and a way to leave it. */
export function PagesProgress({ counts, isPaused, dispatch }: PagesProgressProps) {
  const { all, settled } = counts;
  if (settled === all) return null;
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
