import { type Dispatch, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { MenuButton } from '../../files/MenuButton.tsx';
import { Icon, type IconName } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import type { DocumentPage } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { turnedPicture } from '../picture/turnedPicture.ts';

interface PageToolsProps {
  readonly page: DocumentPage;
  /** Its place in the whole list, counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly dispatch: Dispatch<PageAction>;
  /** Whether the small pictures of all pages are shown on a phone. */
  readonly showsStrip: boolean;
  readonly onStrip: () => void;
  /** Opens what crops and flattens it. */
  readonly onFlatten: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** What can be done with one page. */
export function PageTools(props: PageToolsProps) {
  const { page, number, count, dispatch, onStep, onRemove } = props;
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);
  const { id, file, text } = page;
  const turn = (quarters: 1 | 3) => (): void => {
    setTrouble(null);
    turnedPicture(file, quarters).then(
      (turned) => dispatch({ type: 'picture', id, file: turned }),
      (error: unknown) => setTrouble(reportError(error)),
    );
  };
  const move = (by: 1 | -1) => (): void => dispatch({ type: 'move', id, to: number - 1 + by });
  /** Tools that are `rare` stand in the menu alone where there is no room. */
  const tool = (
    label: string,
    icon: IconName,
    act: () => void,
    { disabled = false, rare = false } = {},
  ) => (
    <button
      type="button"
      className={rare ? 'button quiet icon-only rare-tool' : 'button quiet icon-only'}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
  const isBroken = text.kind === 'failed';
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <div className="page-steps" role="group" aria-label="Pages">
        {tool('Page before', 'previous', () => onStep(-1), { disabled: number === 1 })}
        <span className="figure">
          {number} of {count}
        </span>
        <button
          type="button"
          className="button quiet figure page-place"
          aria-label={`Page ${number} of ${count}: all pages`}
          aria-expanded={props.showsStrip}
          onClick={props.onStrip}
        >
          {number} of {count}
        </button>
        {tool('Next page', 'next', () => onStep(1), { disabled: number === count })}
      </div>
      {tool('Turn left', 'turnLeft', turn(3), { disabled: isBroken, rare: true })}
      {tool('Turn right', 'turnRight', turn(1), { disabled: isBroken })}
      {tool('Crop and flatten', 'crop', props.onFlatten, { disabled: isBroken })}
      {tool('Delete this page', 'clear', onRemove, { rare: true })}
      <MenuButton label="More to do with this page" face={<Icon name="menu" />}>
        {(perform) => (
          <>
            <button type="button" onClick={perform(() => dispatch({ type: 'retry', id }))}>
              Read again
            </button>
            <button type="button" disabled={number === 1} onClick={perform(move(-1))}>
              Move forward
            </button>
            <button type="button" disabled={number === count} onClick={perform(move(1))}>
              Move back
            </button>
            <button type="button" disabled={isBroken} onClick={perform(turn(3))}>
              Turn left
            </button>
            <button type="button" onClick={perform(onRemove)}>
              Delete
            </button>
          </>
        )}
      </MenuButton>
      {trouble && <Notice error={trouble} onDismiss={() => setTrouble(null)} />}
    </>
  );
}
