import type { Desk } from '../desk/desk.ts';
import { leastSure, unmeasured, unsuggested, waitingSuggestions } from '../project/reviewQueue.ts';
import { belowInWords } from '../project/reviewWords.ts';
import type { DeskActionEntry } from './action.ts';

const isQueued = (desk: Desk): boolean => !desk.locked && leastSure(desk.project) !== null;

/** Brings the least sure suggestion before the eyes; says whether it was there already. */
function show(desk: Desk): boolean {
  const { project } = desk.session.getSnapshot();
  const head = leastSure(project);
  if (head === null) {
    const { below } = waitingSuggestions(project);
    desk.say(
      below === 0
        ? 'All suggestions are judged'
        : `All are judged; ${belowInWords(project, below)}`,
    );
    return false;
  }
  const { imageId, suggestion } = head;
  const seen = desk.image?.id === imageId && desk.state.highlighted === suggestion.id;
  if (desk.image?.id !== imageId) desk.dispatch({ type: 'show-image', imageId });
  desk.dispatch({ type: 'highlight', id: suggestion.id });
  return seen;
}

/** Judges the one that is shown and goes on to the next; what was not seen is shown first. */
function judge(desk: Desk, type: 'accept-suggestions' | 'reject-suggestions'): string | null {
  const head = leastSure(desk.project);
  if (head === null || !show(desk)) return null;
  const { imageId, suggestion } = head;
  desk.session.run({ type, imageId, suggestionIds: [suggestion.id] });
  return suggestion.id;
}

/** The queue of suggestions over all pictures, least sure first, one key each. */
export const REVIEW_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'suggest-all',
    label: 'Suggest for all pictures',
    group: 'Suggestions',
    keys: ['Alt+S'],
    enabled: ({ locked, project }) =>
      !locked && (unsuggested(project).length > 0 || unmeasured(project).length > 0),
    perform: ({ commands }) => commands.suggestAll(),
  },
  {
    name: 'review-next',
    icon: 'eye',
    word: 'Show',
    label: 'Show the least sure',
    group: 'Suggestions',
    keys: ['U'],
    enabled: isQueued,
    perform: (desk) => {
      if (show(desk)) desk.say('This is the least sure');
    },
  },
  {
    name: 'review-accept',
    icon: 'check',
    word: 'Accept',
    label: 'Accept it, go on',
    group: 'Suggestions',
    keys: ['Y'],
    enabled: isQueued,
    perform: (desk) => {
      if (judge(desk, 'accept-suggestions') !== null) show(desk);
    },
  },
  {
    name: 'review-fix',
    icon: 'tag',
    word: 'Fix',
    label: 'Accept it and change its class',
    group: 'Suggestions',
    keys: ['Shift+Y'],
    enabled: isQueued,
    perform: (desk) => {
      const boxId = judge(desk, 'accept-suggestions');
      if (boxId === null) return;
      desk.dispatch({ type: 'select', ids: [boxId] });
      desk.dispatch({ type: 'ask-class', question: { kind: 'boxes', boxIds: [boxId] } });
    },
  },
  {
    name: 'review-reject',
    icon: 'close',
    word: 'Reject',
    label: 'Reject it, go on',
    group: 'Suggestions',
    keys: ['X'],
    enabled: isQueued,
    perform: (desk) => {
      if (judge(desk, 'reject-suggestions') !== null) show(desk);
    },
  },
];
