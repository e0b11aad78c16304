import { useMemo, useState } from 'react';
import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from '../desk/desk.ts';
import {
  judgedProposals,
  precisionFrom,
  sureScore,
  sureSuggestions,
} from '../project/precision.ts';
import './review.css';

const STEPS = ['review-next', 'review-accept', 'review-fix', 'review-reject'].map(actionNamed);
/** Where the slider stands until verified pictures say better. */
const FIRST_SURE = 0.9;

/** The suggestions of all pictures: one by one, or the sure ones together. */
export function ReviewQueue({ desk }: { readonly desk: Desk }) {
  const { project, session, locked, say } = desk;
  const judged = useMemo(() => judgedProposals(project), [project]);
  const waiting = useMemo(() => sureSuggestions(project, 0), [project]);
  const [chosen, setChosen] = useState<number | null>(null);
  if (waiting === 0) return null;

  const score = chosen ?? sureScore(judged) ?? FIRST_SURE;
  const sure = sureSuggestions(project, score);
  const { right, of } = precisionFrom(judged, score);
  const percent = Math.round(score * 100);
  return (
    <section className="review" aria-label="Review">
      <h2>
        To review <span className="figure">{waiting}</span>
      </h2>
      <div className="review-steps">
        {STEPS.map((action) => (
          <ActionButton key={action.name} action={action} desk={desk} word />
        ))}
      </div>
      <label className="suggestions-threshold">
        <span>Sure from</span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          value={score}
          aria-valuetext={`${percent} percent`}
          onChange={(event) => setChosen(event.target.valueAsNumber)}
        />
        <span className="figure">{percent} %</span>
      </label>
      <p className="review-precision" role="status">
        {of === 0
          ? 'Verify some pictures to see how many of these are right.'
          : `${Math.round((100 * right) / of)} % of ${of} so sure were right in verified pictures.`}
      </p>
      <button
        type="button"
        className="button"
        disabled={locked || sure === 0}
        onClick={() => {
          session.run({ type: 'accept-sure', score });
          say(`${sure} suggestions accepted`);
        }}
      >
        Accept {sure === 1 ? 'the 1 so sure' : `all ${sure} so sure`}
      </button>
    </section>
  );
}
