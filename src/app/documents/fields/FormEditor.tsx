import { type Dispatch, useState } from 'react';
import type { FieldKind, FormField } from '../../../reading/fields/form.ts';
import type { Box } from '../../../reading/geometry.ts';
import { Icon } from '../../icons/Icon.tsx';
import type { DrawnForm } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { FieldList } from './FieldList.tsx';
import { FormBoard } from './FormBoard.tsx';
import { freeName, isTaken } from './fieldNames.ts';

interface FormEditorProps {
  readonly form: DrawnForm;
  /** How many pages are read by it. */
  readonly pages: number;
  readonly dispatch: Dispatch<PageAction>;
}

/** A form's sample, on which its fields are drawn, and their list. */
export function FormEditor({ form, pages, dispatch }: FormEditorProps) {
  const [selected, setSelected] = useState<number | null>(null);
  const [tool, setTool] = useState<'draw' | 'select'>('draw');
  const { fields } = form;
  const taken = fields.find((field, i) => field.name === '' || isTaken(fields, i));
  const change = (next: readonly FormField[]): void =>
    dispatch({ type: 'form', form: { ...form, fields: next } });
  const edit = (index: number, by: Partial<FormField>): void =>
    change(fields.map((field, i) => (i === index ? { ...field, ...by } : field)));
  const add = (box: Box): void => {
    // A box as high as it is wide is most likely one to tick.
    const kind: FieldKind = box.width < 1.6 * box.height ? 'tick' : 'text';
    change([...fields, { name: freeName(fields), kind, box }]);
    setSelected(fields.length);
  };
  const drop = (index: number): void => {
    dispatch({ type: 'drop-field', index });
    setSelected(null);
  };

  return (
    <div className="form-editor">
      <FormBoard
        form={form}
        tool={tool}
        selected={selected}
        onSelect={setSelected}
        onTool={setTool}
        onDrawn={add}
        onPlaced={(index, box) => edit(index, { box })}
        onDrop={drop}
      />
      <aside className="form-fields" aria-label="Fields">
        <div className="form-tools" role="toolbar" aria-label="Tools">
          <button
            type="button"
            className="button quiet"
            aria-pressed={tool === 'draw'}
            onClick={() => setTool('draw')}
          >
            <Icon name="box" />
            Draw a field
          </button>
          <button
            type="button"
            className="button quiet"
            aria-pressed={tool === 'select'}
            onClick={() => setTool('select')}
          >
            <Icon name="pointer" />
            Move
          </button>
          <button
            type="button"
            className="button quiet"
            onClick={() => dispatch({ type: 'form', form: null })}
          >
            Another sample
          </button>
        </div>
        {fields.length === 0 ? (
          <p className="form-hint">
            Drag a box around each place that is filled in: the line to write on, without its label.
            A tick’s box with its frame.
          </p>
        ) : (
          <FieldList
            fields={fields}
            selected={selected}
            onSelect={setSelected}
            onEdit={edit}
            onDrop={drop}
          />
        )}
        <div className="form-done">
          {taken && <p role="alert">Each field needs a name of its own.</p>}
          <button
            type="button"
            className="button primary"
            disabled={fields.length === 0 || taken !== undefined}
            onClick={() => dispatch({ type: 'form', form: { ...form, isDone: true } })}
          >
            <Icon name="check" />
            {pages === 1 ? 'Read the page' : `Read ${pages} pages`}
          </button>
        </div>
      </aside>
    </div>
  );
}
