import { useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { CopyButton } from '../../files/CopyButton.tsx';
import { DownloadMenu } from '../../files/DownloadMenu.tsx';
import { saveBlob } from '../../files/saveFile.ts';
import { Notice } from '../../notices/Notice.tsx';
import type { DocumentPage } from '../pages/page.ts';
import { DOCUMENT_FORMATS, type DocumentFormat, documentFile } from './documentFiles.ts';
import { htmlOfPages, textOfPages } from './pageTexts.ts';

interface TakePagesProps {
  readonly pages: readonly DocumentPage[];
  /** What is copied and saved: `page`, `all pages`. */
  readonly what: string;
  readonly labelled?: boolean;
  readonly disabled: boolean;
}

/** Copies pages, tables as tables, and saves them in every format. */
export function TakePages({ pages, what, labelled = false, disabled }: TakePagesProps) {
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);
  const save = (format: DocumentFormat): void => {
    setTrouble(null);
    documentFile(format, pages).then(
      ({ name, blob }) => saveBlob(name, blob),
      (error: unknown) => setTrouble(reportError(error)),
    );
  };
  return (
    <>
      <CopyButton
        label={labelled ? 'Copy all' : `Copy the ${what}`}
        labelled={labelled}
        disabled={disabled}
        text={() => textOfPages(pages)}
        html={() => htmlOfPages(pages)}
      />
      <DownloadMenu
        label={`Save ${what}`}
        formats={DOCUMENT_FORMATS}
        disabled={disabled}
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
