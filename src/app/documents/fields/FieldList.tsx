import { useEffect, useRef } from 'react';
import { FIELD_KINDS, type FieldKind, type FormField } from '../../../reading/fields/form.ts';
import { Icon } from '../../icons/Icon.tsx';
import { KIND_WORDS } from './fieldKinds.ts';
import { isTaken } from './fieldNames.ts';

interface FieldListProps {
  readonly fields: readonly FormField[];
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  readonly onEdit: (index: number, by: Partial<FormField>) => void;
  readonly onDrop: (index: number) => void;
}

/** The fields in their order: what each is called, and what it holds. */
export function FieldList({ fields, selected, onSelect, onEdit, onDrop }: FieldListProps) {
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(fields.length);
  // A field that was drawn just now waits for its name.
  useEffect(() => {
    if (fields.length > count.current) {
      const inputs = list.current?.querySelectorAll<HTMLInputElement>('input');
      const input = inputs?.[inputs.length - 1];
      input?.scrollIntoView({ block: 'nearest' });
      input?.focus();
      input?.select();
    }
    count.current = fields.length;
  }, [fields.length]);

  return (
    <ol className="field-list" ref={list}>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place; its name is typed here
        <li key={index} data-selected={index === selected || undefined}>
          <span
            className="field-mark"
            aria-hidden="true"
            style={{ background: KIND_WORDS[field.kind].colour }}
          />
          <input
            type="text"
            value={field.name}
            maxLength={200}
            aria-label={`Name of field ${index + 1}`}
            aria-invalid={field.name.trim() === '' || isTaken(fields, index)}
            spellCheck={false}
            onFocus={() => onSelect(index)}
            onChange={(event) => onEdit(index, { name: event.target.value })}
          />
          <select
            value={field.kind}
            aria-label={`What ${field.name} holds`}
            onChange={(event) => {
              const kind = kindOf(event.target.value);
              if (kind) onEdit(index, { kind });
            }}
          >
            {FIELD_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind].label}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button quiet icon-only"
            aria-label={`Delete ${field.name}`}
            title="Delete"
            onClick={() => onDrop(index)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ol>
  );
}

function kindOf(text: string): FieldKind | undefined {
  return FIELD_KINDS.find((kind) => kind === text);
}
