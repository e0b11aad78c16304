import { type Dispatch, useState } from 'react';
import type { FieldValue } from '../../../reading/fields/form.ts';
import { Icon } from '../../icons/Icon.tsx';
import { OnlyUnsure } from '../OnlyUnsure.tsx';
import type { DocumentPage, DrawnForm } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { countsOf, needsCheck } from '../pages/pageCounts.ts';
import { FieldInkView } from './FieldInkView.tsx';
import { KIND_WORDS } from './fieldKinds.ts';

interface FormRowsProps {
  readonly form: DrawnForm;
  readonly pages: readonly DocumentPage[];
  readonly dispatch: Dispatch<PageAction>;
}

interface Cell {
  readonly id: number;
  readonly index: number;
}

/** A row each page, a column each field; the ink of the value at hand stands above them. */
export function FormRows({ form, pages, dispatch }: FormRowsProps) {
  const [onlyUnsure, setOnlyUnsure] = useState(false);
  const [cell, setCell] = useState<Cell | null>(null);
  const counts = countsOf(pages, 'fields');
  const shown = pages.filter(
    (page) => !onlyUnsure || needsCheck(page, 'fields') || page.id === cell?.id,
  );
  const at = pages.find(({ id }) => id === cell?.id);
  const value = at?.fields.kind === 'read' ? at.fields.reading.values[cell?.index ?? 0] : undefined;

  return (
    <div className="form-rows">
      <div className="form-rows-head">
        <button
          type="button"
          className="button quiet"
          onClick={() => dispatch({ type: 'form', form: { ...form, isDone: false } })}
        >
          <Icon name="box" />
          Change the fields
        </button>
        <OnlyUnsure count={counts.unsure} only={onlyUnsure} onOnly={setOnlyUnsure} />
      </div>
      <FieldInkView page={at ?? null} value={value ?? null} />
      <div className="form-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Page</th>
              {form.fields.map(({ name, kind }) => (
                <th key={name} scope="col">
                  {name}
                  <span>{KIND_WORDS[kind].label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((page) => (
              <tr key={page.id} data-state={page.fields.kind}>
                <th scope="row">{page.name}</th>
                <PageCells
                  page={page}
                  columns={form.fields.length}
                  dispatch={dispatch}
                  onCell={(index) => setCell({ id: page.id, index })}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="visually-hidden" role="status">
        {counts.settled < counts.all ? '' : `All ${counts.all} pages are done.`}
      </p>
    </div>
  );
}

interface PageCellsProps {
  readonly page: DocumentPage;
  readonly columns: number;
  readonly dispatch: Dispatch<PageAction>;
  readonly onCell: (index: number) => void;
}

function PageCells({ page, columns, dispatch, onCell }: PageCellsProps) {
  const { id, fields } = page;
  const whole = (words: string) => (
    <td colSpan={columns} className="form-waiting">
      {words}
    </td>
  );
  switch (fields.kind) {
    case 'idle':
    case 'waiting':
      return whole('Waiting for its turn');
    case 'reading':
      return whole('Reading …');
    case 'cancelled':
    case 'failed':
      return (
        <td colSpan={columns} className="form-failed">
          <p>
            {fields.kind === 'failed' && (
              <>
                <Icon name="alert" />
                <strong>{fields.error.message}</strong> {fields.error.hint}{' '}
              </>
            )}
            <button type="button" className="link" onClick={() => dispatch({ type: 'retry', id })}>
              Try again
            </button>{' '}
            <button type="button" className="link" onClick={() => dispatch({ type: 'remove', id })}>
              Remove
            </button>
          </p>
        </td>
      );
    case 'read':
      return fields.reading.values.map((value, index) => (
        <td key={value.name} data-sure={value.sure}>
          <ValueField
            page={page.name}
            value={value}
            onFocus={() => onCell(index)}
            onText={(text) => dispatch({ type: 'value', id, index, text })}
          />
        </td>
      ));
  }
}

interface ValueFieldProps {
  readonly page: string;
  readonly value: FieldValue;
  readonly onFocus: () => void;
  readonly onText: (text: string) => void;
}

/** A value, to be corrected where it stands; Enter says that it is right as it is. */
function ValueField({ page, value, onFocus, onText }: ValueFieldProps) {
  const { name, kind, text, sure } = value;
  const label = `${name} of ${page}${sure ? '' : ', please check'}`;
  if (kind === 'tick') {
    return (
      <input
        type="checkbox"
        checked={text === 'yes'}
        aria-label={label}
        onFocus={onFocus}
        onChange={(event) => onText(event.target.checked ? 'yes' : 'no')}
      />
    );
  }
  return (
    <input
      type="text"
      value={text}
      size={Math.max(4, text.length)}
      aria-label={label}
      spellCheck={false}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      onFocus={onFocus}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !sure) onText(text);
      }}
    />
  );
}
