import { useMemo, useState } from 'react';
import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from '../desk/desk.ts';
import { judgedProposals, sureScore } from '../project/precision.ts';
import { sureSuggestions, waitingSuggestions } from '../project/reviewQueue.ts';
import { belowInWords, precisionInWords } from '../project/reviewWords.ts';
import './review.css';

const STEPS = ['review-next', 'review-accept', 'review-fix', 'review-reject'].map(actionNamed);
/** Where the slider stands until verified pictures say better. */
const FIRST_SURE = 0.9;

/** The suggestions of all pictures: one by one, or the sure ones together. */
export function ReviewQueue({ desk }: { readonly desk: Desk }) {
  const { project, session, locked, say, commands, focusBoard } = desk;
  const judged = useMemo(() => judgedProposals(project), [project]);
  const { shown, below, earlier } = useMemo(() => waitingSuggestions(project), [project]);
  const [chosen, setChosen] = useState<number | null>(null);
  if (shown + below + earlier === 0) return null;

  const threshold = project.settings.suggestionThreshold;
  const showFrom = (suggestionThreshold: number): void => {
    session.run({ type: 'settings', settings: { suggestionThreshold } });
  };
  // What is not shown cannot be accepted.
  const score = Math.max(threshold, chosen ?? sureScore(judged) ?? FIRST_SURE);
  const sure = sureSuggestions(project, score);
  return (
    <section className="review" aria-label="Review">
      <h2>
        To review <span className="figure">{shown}</span>
      </h2>
      {earlier > 0 && (
        <p className="review-more">
          {earlier} left by the model before.
          <button
            type="button"
            className="link"
            disabled={locked}
            onClick={() => {
              commands.suggestAll();
              focusBoard();
            }}
          >
            Suggest anew
          </button>
        </p>
      )}
      {shown + below > 0 && (
        <label className="suggestions-threshold">
          <span>At least</span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={threshold}
            aria-valuetext={`${Math.round(threshold * 100)} percent sure`}
            onChange={(event) => showFrom(event.target.valueAsNumber)}
          />
          <span className="figure">{Math.round(threshold * 100)} % sure</span>
        </label>
      )}
      {below > 0 && (
        <p className="review-more">
          {belowInWords(project, below)}
          <button
            type="button"
            className="link"
            onClick={() => {
              showFrom(0);
              focusBoard();
            }}
          >
            Show all
          </button>
        </p>
      )}
      {shown > 0 && (
        <>
          <div className="review-steps">
            {STEPS.map((action) => (
              <ActionButton key={action.name} action={action} desk={desk} word />
            ))}
          </div>
          <label className="suggestions-threshold">
            <span>Sure from</span>
            <input
              type="range"
              min={threshold}
              max="1"
              step="0.01"
              value={score}
              aria-valuetext={`${Math.round(score * 100)} percent`}
              onChange={(event) => setChosen(event.target.valueAsNumber)}
            />
            <span className="figure">{Math.round(score * 100)} %</span>
          </label>
          <p className="review-precision" role="status">
            {precisionInWords(project, judged, score)}
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
        </>
      )}
    </section>
  );
}
