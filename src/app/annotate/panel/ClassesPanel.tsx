import { useMemo, useRef, useState } from 'react';
import type { AnnotationClass } from '../../../formats/annotation/annotation.ts';
import { Icon } from '../../icons/Icon.tsx';
import type { Desk } from '../desk/desk.ts';
import { newClass } from '../project/project.ts';
import './attributes.css';
import { attributesInWords, attributeWords } from './attributeWords.ts';

/** The classes of the project: append, rename, recolour and reorder; none changes its meaning. */
export function ClassesPanel({ desk }: { readonly desk: Desk }) {
  const { project, session, locked, say } = desk;
  const { classes, settings } = project;
  const [name, setName] = useState('');
  const list = useRef<HTMLInputElement>(null);
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { boxes } of project.images) {
      for (const { classId } of boxes) found.set(classId, (found.get(classId) ?? 0) + 1);
    }
    return found;
  }, [project.images]);

  const append = (names: readonly string[]): void => {
    const known = [...classes];
    for (const wanted of names) {
      if (wanted === '' || known.some((each) => each.name === wanted)) continue;
      known.push(newClass(known, wanted));
    }
    const added = known.slice(classes.length);
    if (added.length > 0) session.run({ type: 'add-classes', classes: added });
    say(added.length === 1 ? '1 class added' : `${added.length} classes added`);
  };

  return (
    <div className="classes">
      <form
        className="class-add"
        onSubmit={(event) => {
          event.preventDefault();
          append([name.trim()]);
          setName('');
        }}
      >
        <input
          aria-label="Name of a new class"
          placeholder="New class"
          value={name}
          disabled={locked}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button quiet" disabled={locked || name.trim() === ''}>
          <Icon name="plus" />
          Add
        </button>
      </form>
      {classes.length === 0 ? (
        <p className="panel-nothing">
          No classes yet. Name one here or at the first box, or take over a list.
        </p>
      ) : (
        <ol className="rows">
          {classes.map((each, index) => (
            <ClassRow
              key={each.id}
              each={each}
              index={index}
              last={index === classes.length - 1}
              boxes={counts.get(each.id) ?? 0}
              desk={desk}
            />
          ))}
        </ol>
      )}
      <div className="class-settings">
        <label className="field">
          <span>New boxes get</span>
          <select
            value={settings.defaultClassId ?? ''}
            disabled={locked}
            onChange={(event) => {
              const chosen = event.target.value;
              const defaultClassId = chosen === '' ? null : chosen;
              session.run({ type: 'settings', settings: { defaultClassId } });
            }}
          >
            <option value="">the class I choose</option>
            {classes.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field-check">
          <input
            type="checkbox"
            checked={settings.singleClass}
            disabled={locked}
            onChange={(event) =>
              session.run({ type: 'settings', settings: { singleClass: event.target.checked } })
            }
          />
          Single class: the last one again
        </label>
        <button
          type="button"
          className="link"
          disabled={locked}
          onClick={() => list.current?.click()}
        >
          Take over a list (classes.txt)
        </button>
        <input
          ref={list}
          type="file"
          hidden
          accept=".txt,text/plain"
          aria-label="List of classes"
          onChange={(event) => {
            const [file] = Array.from(event.target.files ?? []);
            event.target.value = '';
            void file
              ?.text()
              .then((text) => append(text.split(/\r?\n/).map((line) => line.trim())));
          }}
        />
        <p className="panel-note">
          New names go to the end. Order and names here never change what files already say.
        </p>
      </div>
    </div>
  );
}

interface ClassRowProps {
  readonly each: AnnotationClass;
  readonly index: number;
  readonly last: boolean;
  readonly boxes: number;
  readonly desk: Desk;
}

function ClassRow({ each, index, last, boxes, desk }: ClassRowProps) {
  const { session, locked, say, tell } = desk;
  const { id, name, colour } = each;
  const move = (to: number): void => {
    session.run({ type: 'move-class', classId: id, to });
    say(`${name} is now ${to + 1}.`);
  };
  return (
    <li className="row class-row">
      <span className="row-number figure">{index + 1}</span>
      <input
        type="color"
        className="class-colour"
        aria-label={`Colour of ${name}`}
        value={colour}
        disabled={locked}
        onChange={(event) =>
          session.run(
            { type: 'recolour-class', classId: id, colour: event.target.value },
            `colour ${id}`,
          )
        }
      />
      <input
        key={name}
        className="class-name"
        aria-label={`Name of class ${index + 1}`}
        defaultValue={name}
        disabled={locked}
        onBlur={(event) => {
          const wanted = event.target.value.trim();
          if (wanted === name) return;
          if (!session.run({ type: 'rename-class', classId: id, name: wanted })) {
            event.target.value = name;
            tell('That name is taken or empty.');
          }
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.value = name;
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <input
        key={attributeWords(each.attributes ?? [])}
        className="class-attributes"
        aria-label={`Attributes of ${name}`}
        placeholder="attributes"
        title="What may be said of its boxes: occluded, colour: red | blue"
        defaultValue={attributeWords(each.attributes ?? [])}
        disabled={locked}
        onBlur={(event) => {
          const attributes = attributesInWords(event.target.value);
          event.target.value = attributeWords(attributes);
          session.run({ type: 'define-attributes', classId: id, attributes });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <span className="row-score figure">{boxes === 1 ? '1 box' : `${boxes} boxes`}</span>
      <button
        type="button"
        className="row-tool"
        aria-label={`Move ${name} up`}
        disabled={locked || index === 0}
        onClick={() => move(index - 1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="row-tool"
        aria-label={`Move ${name} down`}
        disabled={locked || last}
        onClick={() => move(index + 1)}
      >
        <Icon name="down" />
      </button>
    </li>
  );
}
