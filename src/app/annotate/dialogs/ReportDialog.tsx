import type { ImportReport } from '../../../formats/annotation/importReport.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import './report.css';

const DONE = { skipped: 'Left out', changed: 'Mended', kept: 'Kept' } as const;

/** What came in, and each thing that was not as it should be. */
export function ReportDialog({
  report,
  onClose,
}: {
  readonly report: ImportReport;
  readonly onClose: () => void;
}) {
  const { read, skipped, issues, unlisted } = report;
  return (
    <Dialog title="What came in" wide onClose={onClose}>
      <p className="figure">
        {counted(read.images, 'picture')} and {counted(read.boxes, 'box')} came in
        {skipped.images + skipped.boxes + skipped.files > 0 &&
          `; ${[
            ...(skipped.images > 0 ? [counted(skipped.images, 'picture')] : []),
            ...(skipped.boxes > 0 ? [counted(skipped.boxes, 'box')] : []),
            ...(skipped.files > 0 ? [counted(skipped.files, 'file')] : []),
          ].join(' and ')} did not`}
        .
      </p>
      <div className="report-scroll">
        <table className="report">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What is wrong</th>
              <th scope="col">What was done</th>
            </tr>
          </thead>
          <tbody>
            {issues.map(({ file, line, code, sentence, detail, action }) => (
              <tr key={`${file} ${line} ${code} ${detail}`} data-action={action}>
                <td>
                  {file}
                  {line !== null && <span className="report-line">line {line}</span>}
                </td>
                <td>
                  {sentence}
                  {detail !== '' && <span className="report-detail">{detail}</span>}
                </td>
                <td>{DONE[action]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unlisted > 0 && <p className="figure">And {unlisted} more of the same kind.</p>}
      <button type="button" className="button primary report-close" onClick={onClose}>
        Go on
      </button>
    </Dialog>
  );
}

function counted(count: number, thing: 'picture' | 'box' | 'file'): string {
  const plural = thing === 'box' ? 'boxes' : `${thing}s`;
  return `${count} ${count === 1 ? thing : plural}`;
}
