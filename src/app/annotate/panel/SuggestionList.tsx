import { Icon } from '../../icons/Icon.tsx';
import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from '../desk/desk.ts';
import { placeInWords } from '../desk/drawing.ts';
import { classOf } from '../project/project.ts';
import { openSuggestions } from '../project/reviewQueue.ts';

const ACCEPT_ALL = actionNamed('accept-suggestions');
const REJECT_ALL = actionNamed('reject-suggestions');

/** What a model found and nobody has judged yet: accept or reject, one or all. */
export function SuggestionList({ desk }: { readonly desk: Desk }) {
  const { suggestions, image, session, project, say } = desk;
  const all = image ? openSuggestions(image).length : 0;
  if (!image || all === 0) return null;
  const judge = (type: 'accept-suggestions' | 'reject-suggestions', id: string): void => {
    session.run({ type, imageId: image.id, suggestionIds: [id] });
    say(type === 'accept-suggestions' ? 'Accepted' : 'Rejected');
  };
  return (
    <section className="suggestions" aria-label="Suggestions">
      <div className="suggestions-head">
        <h2>
          Suggestions{' '}
          <span className="figure">
            {suggestions.length < all ? `${suggestions.length} of ${all}` : all}
          </span>
        </h2>
        <ActionButton action={ACCEPT_ALL} desk={desk} labelled />
        <ActionButton action={REJECT_ALL} desk={desk} labelled />
      </div>
      <ul className="rows">
        {suggestions.map((suggestion) => {
          const name = classOf(project, suggestion.classId)?.name ?? 'no class';
          return (
            <li key={suggestion.id} className="row suggestion">
              <span className="swatch dashed" />
              <span className="row-words">
                <span className="row-name">{name}</span>
                {suggestion.transcription && (
                  <span className="row-text">{suggestion.transcription}</span>
                )}
                <span className="visually-hidden">, {placeInWords(suggestion)}</span>
              </span>
              <span className="row-score figure">{Math.round(suggestion.score * 100)} %</span>
              <button
                type="button"
                className="row-tool"
                aria-label={`Accept ${name}${suggestion.transcription ? `, ${suggestion.transcription}` : ''}`}
                title="Accept"
                onClick={() => judge('accept-suggestions', suggestion.id)}
              >
                <Icon name="check" />
              </button>
              <button
                type="button"
                className="row-tool"
                aria-label={`Reject ${name}${suggestion.transcription ? `, ${suggestion.transcription}` : ''}`}
                title="Reject"
                onClick={() => judge('reject-suggestions', suggestion.id)}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
