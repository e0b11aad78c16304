import { type KeyboardEvent, useEffect, useState } from 'react';
import type { AnnotationBox, Attributes } from '../../../formats/annotation/annotation.ts';
import { turnable, turnedBy } from '../../board/outlineShaping.ts';
import { Icon } from '../../icons/Icon.tsx';
import type { Desk } from '../desk/desk.ts';
import { AttributeFields } from './AttributeFields.tsx';

const SIDES = [
  { side: 'x', label: 'Left', short: 'x' },
  { side: 'y', label: 'Top', short: 'y' },
  { side: 'width', label: 'Width', short: 'w' },
  { side: 'height', label: 'Height', short: 'h' },
] as const;

/** What is known of the selected box, to be changed by typing; of several, what they share. */
export function BoxFields({ desk }: { readonly desk: Desk }) {
  const { selected, project, session, image, locked } = desk;
  const [box] = selected;
  if (!box || !image) return null;
  const imageId = image.id;
  const boxIds = selected.map(({ id }) => id);
  const oneClass = selected.every(({ classId }) => classId === box.classId) ? box.classId : '';
  const difficult = selected.every((each) => each.difficult);
  const turned = turnable({ box });

  return (
    <section
      className="box-fields"
      aria-label={selected.length === 1 ? 'Selected box' : `${selected.length} selected boxes`}
    >
      <div className="field-row">
        <label className="field">
          <span>Class</span>
          <select
            value={oneClass}
            disabled={locked}
            onChange={(event) =>
              session.run({ type: 'set-class', imageId, boxIds, classId: event.target.value })
            }
          >
            {oneClass === '' && <option value="">several</option>}
            {project.classes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field-check">
          <input
            type="checkbox"
            checked={difficult}
            disabled={locked}
            onChange={() =>
              session.run({ type: 'set-difficult', imageId, boxIds, difficult: !difficult })
            }
          />
          Difficult
        </label>
      </div>
      {selected.length === 1 && <TextField key={box.id} desk={desk} box={box} />}
      {selected.length === 1 && (
        <div className="field-sides">
          {SIDES.map(({ side, label, short }) => (
            <label key={side} className="field-side">
              <span aria-hidden="true">{short}</span>
              <input
                type="number"
                aria-label={`${label}, px`}
                value={Math.round(box[side] * 100) / 100}
                disabled={locked}
                onChange={(event) => {
                  const value = event.target.valueAsNumber;
                  if (!Number.isFinite(value)) return;
                  const { x, y, width, height } = box;
                  const place = { x, y, width, height, [side]: value };
                  session.run(
                    { type: 'place-box', imageId, boxId: box.id, place },
                    `field ${box.id} ${side}`,
                  );
                }}
              />
            </label>
          ))}
          {turned !== null && (
            <label className="field-side">
              <span aria-hidden="true">°</span>
              <input
                type="number"
                aria-label="Turn, degrees"
                value={Math.round((turned.slope * 1800) / Math.PI) / 10}
                disabled={locked}
                onChange={(event) => {
                  const by = event.target.valueAsNumber - (turned.slope * 180) / Math.PI;
                  const outline = Number.isFinite(by) ? turnedBy(box, by) : null;
                  if (outline === null) return;
                  session.run(
                    { type: 'shape-box', imageId, boxId: box.id, outline },
                    `field ${box.id} turn`,
                  );
                }}
              />
            </label>
          )}
        </div>
      )}
      <AttributeFields
        label={selected.length === 1 ? 'Attributes of the box' : 'Attributes of the boxes'}
        attributes={sharedAttributes(selected)}
        definitions={project.classes.find(({ id }) => id === oneClass)?.attributes ?? []}
        disabled={locked}
        onChange={(name, value) =>
          session.run(
            { type: 'set-attribute', imageId, boxIds, name, value },
            value === null ? undefined : `attribute ${boxIds.join()} ${name}`,
          )
        }
      />
    </section>
  );
}

/** What is said of all of them alike. */
function sharedAttributes([first, ...others]: readonly AnnotationBox[]): Attributes {
  return Object.fromEntries(
    Object.entries(first?.attributes ?? {}).filter(([name, value]) =>
      others.every(({ attributes }) => attributes?.[name] === value),
    ),
  );
}

/** What stands in the box; what the reader reads is put only where nobody has written. */
function TextField({ desk, box }: { readonly desk: Desk; readonly box: AnnotationBox }) {
  const { session, image, locked } = desk;
  const [text, setText] = useState(box.transcription ?? '');
  useEffect(() => setText(box.transcription ?? ''), [box.transcription]);
  if (!image) return null;

  const leave = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    desk.focusBoard();
  };
  return (
    <div className="field">
      <label htmlFor="annotate-text">Text</label>
      <div className="field-text">
        <textarea
          id="annotate-text"
          rows={2}
          value={text}
          disabled={locked}
          spellCheck={false}
          placeholder="What is written here"
          onChange={(event) => {
            const written = event.target.value.replace(/\s*[\r\n]+\s*/g, ' ');
            setText(written);
            session.run(
              { type: 'set-transcription', imageId: image.id, boxId: box.id, text: written },
              `text ${box.id}`,
            );
          }}
          onKeyDown={leave}
        />
        <button
          type="button"
          className="button quiet"
          disabled={locked || text !== ''}
          title={text === '' ? 'Let the reader read this box' : 'Empty the text to have it read'}
          onClick={() => desk.commands.readBoxes()}
        >
          <Icon name="lens" />
          Read
        </button>
      </div>
    </div>
  );
}
