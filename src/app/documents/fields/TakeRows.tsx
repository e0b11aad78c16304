import { useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { CopyButton } from '../../files/CopyButton.tsx';
import { DownloadMenu } from '../../files/DownloadMenu.tsx';
import { saveFile } from '../../files/saveFile.ts';
import { Notice } from '../../notices/Notice.tsx';
import type { DocumentPage, DrawnForm } from '../pages/page.ts';
import { FIELD_FORMATS, type FieldFormat, fieldFile, tabbedRows } from './fieldFiles.ts';

interface TakeRowsProps {
  readonly form: DrawnForm;
  readonly pages: readonly DocumentPage[];
  /** No row was read yet. */
  readonly isEmpty: boolean;
}

/** Copies the rows for a spreadsheet, saves them, and saves the form for another time. */
export function TakeRows({ form, pages, isEmpty }: TakeRowsProps) {
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);
  const save = (format: FieldFormat): void => {
    setTrouble(null);
    fieldFile(format, form, pages).then(saveFile, (error: unknown) =>
      setTrouble(reportError(error)),
    );
  };
  return (
    <>
      <CopyButton
        label="Copy all"
        labelled
        disabled={isEmpty}
        text={() => tabbedRows(form, pages)}
      />
      <DownloadMenu
        label="Save rows or form"
        formats={FIELD_FORMATS.filter(({ format }) => format === 'form' || !isEmpty)}
        disabled={form.fields.length === 0}
        onChoose={save}
      />
      {trouble && (
        <div className="files-refused">
          <Notice error={trouble} onDismiss={() => setTrouble(null)} />
        </div>
      )}
    </>
  );
}
