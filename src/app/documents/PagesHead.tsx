import type { Dispatch, ReactNode } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { PurposeSwitch } from './PurposeSwitch.tsx';
import type { Purpose } from './pages/page.ts';
import type { PageAction } from './pages/pageAction.ts';
import type { PageList } from './pages/pageList.ts';
import { sayStep } from './pages/undoSteps.ts';

interface PagesHeadProps {
  readonly list: PageList;
  readonly dispatch: Dispatch<PageAction>;
  /** What came out of all pages, in short. */
  readonly summary: string;
  readonly onPurpose: (purpose: Purpose) => void;
  /** Adds more pages. */
  readonly add: ReactNode;
  /** What can be done with all that was read. */
  readonly take: ReactNode;
}

/** All pages together: what they are looked at for, and what can be done with all of them. */
export function PagesHead({ list, dispatch, summary, onPurpose, add, take }: PagesHeadProps) {
  const step = list.undo.at(-1);
  const undo = step ? `Undo: ${sayStep(step)}` : 'Undo';
  return (
    <div className="pages-row">
      <h1>
        Documents <span className="figure">{summary}</span>
      </h1>
      <PurposeSwitch purpose={list.purpose} onPurpose={onPurpose} />
      <div className="pages-take" role="toolbar" aria-label="Take along">
        {take}
      </div>
      <div className="pages-add">
        {add}
        <button
          type="button"
          className="button quiet icon-only"
          aria-label={undo}
          title={undo}
          aria-keyshortcuts="Control+Z"
          disabled={!step}
          onClick={() => dispatch({ type: 'undo' })}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          className="button quiet icon-only"
          aria-label="Remove all pages"
          title="Remove all pages"
          onClick={() => dispatch({ type: 'clear' })}
        >
          <Icon name="clear" />
        </button>
      </div>
    </div>
  );
}
