import { useState } from 'react';
import type { AttributeDefinition, Attributes } from '../../../formats/annotation/annotation.ts';
import { Icon } from '../../icons/Icon.tsx';
import './attributes.css';

interface AttributeFieldsProps {
  /** Of what these are: told to a screen reader. */
  readonly label: string;
  readonly attributes: Attributes;
  /** What may be said; whatever else was said is listed too. */
  readonly definitions: readonly AttributeDefinition[];
  readonly disabled: boolean;
  /** Null takes it back. */
  readonly onChange: (name: string, value: string | null) => void;
}

/** What is said of a box or a picture, name by name, and a way to say something new. */
export function AttributeFields(props: AttributeFieldsProps) {
  const { label, attributes, definitions, disabled, onChange } = props;
  const [name, setName] = useState('');
  const defined = definitions.map((one) => one.name);
  const others = Object.keys(attributes).filter((one) => !defined.includes(one));
  const rows = [...definitions, ...others.map((one) => ({ name: one, values: [] }))];
  const wanted = name.trim();

  return (
    <fieldset className="attributes" aria-label={label} disabled={disabled}>
      {rows.map(({ name: each, values }) => (
        <div key={each} className="attribute">
          <span aria-hidden="true">{each}</span>
          {values.length > 0 ? (
            <select
              aria-label={each}
              value={attributes[each] ?? ''}
              onChange={(event) => onChange(each, event.target.value || null)}
            >
              <option value="">–</option>
              {[...new Set([...values, ...(attributes[each] ? [attributes[each]] : [])])].map(
                (value) => (
                  <option key={value}>{value}</option>
                ),
              )}
            </select>
          ) : (
            <input
              aria-label={each}
              value={attributes[each] ?? ''}
              onChange={(event) => onChange(each, event.target.value)}
            />
          )}
          <button
            type="button"
            className="row-tool"
            aria-label={`Take “${each}” back`}
            title="Take back"
            disabled={attributes[each] === undefined}
            onClick={() => onChange(each, null)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <form
        className="attribute-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '' && attributes[wanted] === undefined) onChange(wanted, '');
          setName('');
        }}
      >
        <input
          aria-label={`New attribute: ${label}`}
          placeholder="New attribute"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button quiet" disabled={wanted === ''}>
          <Icon name="plus" />
          Add
        </button>
      </form>
    </fieldset>
  );
}
