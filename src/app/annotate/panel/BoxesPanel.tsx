import { memo, useMemo, useRef } from 'react';
import type { AnnotationBox, AnnotationClass } from '../../../formats/annotation/annotation.ts';
import { Icon } from '../../icons/Icon.tsx';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import { useTouch } from '../../useTouch.ts';
import type { Desk } from '../desk/desk.ts';
import { placeInWords } from '../desk/drawing.ts';
import { AttributeFields } from './AttributeFields.tsx';
import { BoxFields } from './BoxFields.tsx';
import { ReviewQueue } from './ReviewQueue.tsx';
import { SuggestionList } from './SuggestionList.tsx';
import { useListKeys } from './useListKeys.ts';

/** The boxes of the picture: the way to all of them without a mouse or without seeing them. */
export function BoxesPanel({ desk }: { readonly desk: Desk }) {
  const { boxes, state, dispatch, project } = desk;
  const touch = useTouch();
  const list = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => boxes.map(({ id }) => id), [boxes]);
  const active = desk.selected[0]?.id ?? null;

  const choose = (id: string): void => {
    const box = boxes.find((known) => known.id === id);
    dispatch({ type: 'select', ids: [id] });
    if (box) desk.board()?.shown.reveal(box);
  };
  const keys = useListKeys(list, ids, active, choose);
  const pick = useSteadyHandler((id: string, adding: boolean) => {
    if (!adding) choose(id);
    else {
      const rest = state.selected.filter((known) => known !== id);
      dispatch({ type: 'select', ids: rest.length < state.selected.length ? rest : [...rest, id] });
    }
  });
  const light = useSteadyHandler((id: string | null) => dispatch({ type: 'highlight', id }));
  const hide = useSteadyHandler((id: string, hidden: boolean) =>
    dispatch({ type: 'hide', ids: [id], hidden }),
  );

  return (
    <>
      <ReviewQueue desk={desk} />
      <SuggestionList desk={desk} />
      {boxes.length === 0 ? (
        <p className="panel-nothing">
          No boxes yet.{' '}
          {touch ? (
            'Tap “New box”'
          ) : (
            <>
              Press <kbd>W</kbd>
            </>
          )}{' '}
          and draw one, or let the reader suggest some.
        </p>
      ) : (
        <div
          ref={list}
          className="rows"
          role="listbox"
          aria-label="Boxes"
          aria-multiselectable="true"
          aria-activedescendant={active === null ? undefined : `box-${active}`}
          tabIndex={0}
          onKeyDown={(event) => {
            keys(event);
            if (event.key === 'Enter' && active !== null && !event.shiftKey) {
              event.preventDefault();
              desk.focusBoard();
            }
          }}
          onFocus={() => {
            if (active === null && ids[0] !== undefined) choose(ids[0]);
          }}
        >
          {boxes.map((box, index) => (
            <BoxRow
              key={box.id}
              box={box}
              number={index + 1}
              boxClass={project.classes.find(({ id }) => id === box.classId) ?? null}
              selected={state.selected.includes(box.id)}
              highlighted={state.highlighted === box.id}
              hidden={state.hidden.has(box.id)}
              onPick={pick}
              onHighlight={light}
              onHide={hide}
            />
          ))}
        </div>
      )}
      {desk.selected.length > 0 ? <BoxFields desk={desk} /> : <PictureFields desk={desk} />}
    </>
  );
}

/** What is said of the whole picture. */
function PictureFields({ desk }: { readonly desk: Desk }) {
  const { image, session, locked, project } = desk;
  if (!image) return null;
  // What was said of any picture may be said of this one.
  const names = new Set(project.images.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
  return (
    <details className="picture-fields" open={image.attributes !== undefined}>
      <summary>About the picture</summary>
      <AttributeFields
        label="Attributes of the picture"
        attributes={image.attributes ?? {}}
        definitions={[...names].map((name) => ({ name, values: [] }))}
        disabled={locked}
        onChange={(name, value) =>
          session.run(
            { type: 'set-picture-attribute', imageIds: [image.id], name, value },
            value === null ? undefined : `attribute ${image.id} ${name}`,
          )
        }
      />
    </details>
  );
}

interface BoxRowProps {
  readonly box: AnnotationBox;
  readonly number: number;
  readonly boxClass: AnnotationClass | null;
  readonly selected: boolean;
  readonly highlighted: boolean;
  readonly hidden: boolean;
  readonly onPick: (id: string, adding: boolean) => void;
  readonly onHighlight: (id: string | null) => void;
  readonly onHide: (id: string, hidden: boolean) => void;
}

const BoxRow = memo(function BoxRow(props: BoxRowProps) {
  const { box, number, boxClass, selected, highlighted, hidden, onPick, onHighlight, onHide } =
    props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's
    <div
      id={`box-${box.id}`}
      data-row={box.id}
      role="option"
      className="row"
      tabIndex={-1}
      aria-selected={selected}
      data-highlighted={highlighted || undefined}
      data-hidden={hidden || undefined}
      onClick={(event) => onPick(box.id, event.ctrlKey || event.metaKey || event.shiftKey)}
      onPointerEnter={() => onHighlight(box.id)}
      onPointerLeave={() => onHighlight(null)}
    >
      <span className="row-number figure">{number}</span>
      <span className="swatch" style={{ background: boxClass?.colour }} />
      <span className="row-words">
        <span className="row-name">{boxClass?.name ?? 'no class'}</span>
        {box.transcription && <span className="row-text">{box.transcription}</span>}
        <span className="visually-hidden">, {placeInWords(box)}</span>
      </span>
      {box.difficult && (
        <span className="row-mark" title="Difficult">
          <Icon name="flag" />
          <span className="visually-hidden">, difficult</span>
        </span>
      )}
      {/* For the pointer; on the keyboard V does the same. */}
      <button
        type="button"
        className="row-tool"
        tabIndex={-1}
        aria-hidden="true"
        title={hidden ? 'Show (V)' : 'Hide (V)'}
        onClick={(event) => {
          event.stopPropagation();
          onHide(box.id, !hidden);
        }}
      >
        <Icon name={hidden ? 'eyeOff' : 'eye'} />
      </button>
      {hidden && <span className="visually-hidden">, hidden</span>}
    </div>
  );
});
