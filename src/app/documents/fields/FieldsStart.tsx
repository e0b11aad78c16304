import type { ReactNode } from 'react';
import { StartFrame } from '../../start/StartFrame.tsx';
import type { DrawnForm, Purpose } from '../pages/page.ts';
import { WaysIn } from '../WaysIn.tsx';
import '../chapters/start.css';
import './fields.css';

interface FieldsStartProps {
  /** One that is there from before. */
  readonly form: DrawnForm | null;
  readonly onPurpose: (purpose: Purpose) => void;
  readonly children: ReactNode;
}

/** The first second of fields: what goes in, and what comes out. */
export function FieldsStart({ form, onPurpose, children }: FieldsStartProps) {
  return (
    <StartFrame
      title="A pile of forms. A row each."
      buttons={children}
      note={<WaysIn onPurpose={onPurpose} />}
      picture={<Example />}
    >
      {form
        ? `The fields of “${form.name}” are still here: add photos of the same form.`
        : 'Invoices, cheques, applications: draw the fields once on a sample, and every photo of the same form becomes a row of a table. They are read here and stay on this device.'}
    </StartFrame>
  );
}

/** A form with its fields, and the row that comes out. */
function Example() {
  return (
    <svg className="form-example" viewBox="0 0 420 300" aria-hidden="true" focusable="false">
      <g transform="rotate(-2 110 150)">
        <path className="example-sheet" d="M20 20h180v250H20Z" />
        <path
          className="form-print"
          d="M40 48h84M40 60h56M40 96h30M40 136h34M40 176h24M40 216h28"
        />
        <path className="form-rule" d="M88 102h92M88 142h64M88 182h72" />
        <text className="form-ink" x="92" y="99">
          Anna Berg
        </text>
        <text className="form-ink" x="92" y="139">
          12. 3. 26
        </text>
        <text className="form-ink" x="92" y="179">
          412.50
        </text>
        <path className="form-tick" d="M88 208h14v14H88Zm3 6 5 6 10-15" />
        <g className="form-boxes">
          <rect x="86" y="82" width="96" height="24" />
          <rect x="86" y="122" width="70" height="24" />
          <rect x="86" y="162" width="78" height="24" />
          <rect x="84" y="204" width="22" height="22" />
        </g>
      </g>
      <path className="pile-arrow" d="M222 150c8-1.500 16-2 24-1.300M238 140l10 8.600-9 8" />
      <g className="form-row">
        <path d="M262 112h140M262 138h140M262 164h140M262 190h140" />
        {['Anna Berg', '2026-03-12', '412.50', 'yes'].map((text, i) => (
          <text key={text} x="266" y={130 + 26 * i}>
            {text}
          </text>
        ))}
      </g>
    </svg>
  );
}
