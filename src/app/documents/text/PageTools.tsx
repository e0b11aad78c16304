import { type Dispatch, useCallback, useId, useRef, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { placeMenu } from '../../files/placeMenu.ts';
import { Icon, type IconName } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import type { DocumentPage } from '../pages/page.ts';
import type { PageAction } from '../pages/pageList.ts';
import { FlattenDialog } from '../picture/FlattenDialog.tsx';
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
  readonly onStep: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** What can be done with one page. */
export function PageTools(props: PageToolsProps) {
  const { page, number, count, dispatch, onStep, onRemove } = props;
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);
  const [flattens, setFlattens] = useState(false);
  const closeFlatten = useCallback(() => setFlattens(false), []);
  const { id, name, file, text } = page;
  const turn = (quarters: 1 | 3) => (): void => {
    setTrouble(null);
    turnedPicture(file, quarters).then(
      (turned) => dispatch({ type: 'picture', id, file: turned }),
      (error: unknown) => setTrouble(reportError(error)),
    );
  };
  const perform = (action: () => void) => (): void => {
    menu.current?.hidePopover();
    action();
  };
  const move = (by: 1 | -1) => perform(() => dispatch({ type: 'move', id, to: number - 1 + by }));
  const tool = (label: string, icon: IconName, act: () => void, disabled = false) => (
    <button
      type="button"
      className="button quiet icon-only"
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
        {tool('Page before', 'previous', () => onStep(-1), number === 1)}
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
        {tool('Next page', 'next', () => onStep(1), number === count)}
      </div>
      {tool('Turn left', 'turnLeft', turn(3), isBroken)}
      {tool('Turn right', 'turnRight', turn(1), isBroken)}
      {tool('Crop and flatten', 'crop', () => setFlattens(true), isBroken)}
      {tool('Delete this page', 'clear', onRemove)}
      <button
        ref={button}
        type="button"
        className="button quiet icon-only"
        aria-label="More to do with this page"
        title="More to do with this page"
        popoverTarget={menuId}
      >
        <Icon name="menu" />
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        className="menu"
        onBeforeToggle={() => placeMenu(menu.current, button.current)}
      >
        <button type="button" onClick={perform(() => dispatch({ type: 'retry', id }))}>
          Read again
        </button>
        <button type="button" disabled={number === 1} onClick={move(-1)}>
          Move forward
        </button>
        <button type="button" disabled={number === count} onClick={move(1)}>
          Move back
        </button>
      </div>
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
      {trouble && <Notice error={trouble} onDismiss={() => setTrouble(null)} />}
    </>
  );
}
