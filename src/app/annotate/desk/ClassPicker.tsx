import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { AnnotationClass } from '../../../formats/annotation/annotation.ts';
import type { Box } from '../../../reading/geometry.ts';
import { recentClasses } from '../project/project.ts';
import type { Desk } from './desk.ts';
import type { ClassQuestion } from './deskState.ts';
import './classPicker.css';

interface ClassPickerProps {
  readonly desk: Desk;
  readonly question: ClassQuestion;
  /** The box in the view, CSS px. */
  readonly under: Box;
  readonly onAnswer: (name: string) => void;
  readonly onCancel: () => void;
}

/** Asks for a box's class: type a part of its name, choose, or write a new one. */
export function ClassPicker({ desk, question, under, onAnswer, onCancel }: ClassPickerProps) {
  const { project } = desk;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);

  const matches = useMemo(() => matchingClasses(desk, text), [desk, text]);
  const wanted = text.trim();
  const isNew = wanted !== '' && !project.classes.some(({ name }) => name === wanted);
  const choices: readonly {
    readonly key: string;
    readonly name: string;
    readonly colour: string | null;
  }[] = [
    ...matches.map(({ id, name, colour }) => ({ key: id, name, colour })),
    ...(isNew ? [{ key: 'new', name: wanted, colour: null }] : []),
  ];
  const active = Math.min(at, choices.length - 1);

  return (
    <fieldset
      className="class-picker"
      style={{
        left: `clamp(8px, ${under.x}px, calc(100% - 248px))`,
        top: `clamp(8px, ${under.y + under.height + 8}px, calc(100% - 232px))`,
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onCancel();
      }}
    >
      <input
        ref={input}
        role="combobox"
        aria-label={question.kind === 'new-box' ? 'Class of the new box' : 'Class of the box'}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices[active] ? `${listId}-${choices[active].key}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={project.classes.length === 0 ? 'Name the first class' : 'Class'}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          else if (event.key === 'Enter') {
            const chosen = choices[active];
            if (chosen) onAnswer(chosen.name);
          } else if (event.key === 'ArrowDown') setAt(Math.min(active + 1, choices.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(active - 1, 0));
          else return;
          event.preventDefault();
        }}
      />
      <div id={listId} role="listbox" aria-label="Classes" className="class-choices">
        {choices.map(({ key, name, colour }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the combobox's
          <div
            key={key}
            id={`${listId}-${key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onAnswer(name)}
          >
            <span className="swatch" style={colour === null ? undefined : { background: colour }} />
            {colour === null ? `Add “${name}”` : name}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** Classes whose name has the text in it: those used last come first. */
function matchingClasses({ project }: Desk, text: string): readonly AnnotationClass[] {
  const recent = recentClasses(project);
  const sorted = [...recent, ...project.classes.filter((known) => !recent.includes(known))];
  const wanted = text.trim().toLowerCase();
  return sorted.filter(({ name }) => name.toLowerCase().includes(wanted));
}
