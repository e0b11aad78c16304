import type { LiveHint } from '../../worker/client.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';

const HINTS: Readonly<Record<LiveHint, { readonly icon: IconName; readonly words: string }>> = {
  'come-closer': { icon: 'closer', words: 'Come closer: the writing is small.' },
  'more-light': { icon: 'light', words: 'More light, please.' },
  'hold-still': { icon: 'hand', words: 'Hold still for a moment.' },
};

/** What the person can do so that more is read; empty as long as there is nothing to say. */
export function HintChip({ hint }: { readonly hint: LiveHint | null }) {
  return (
    <p className="hint" role="status" data-shown={hint !== null || undefined}>
      {hint && (
        <>
          <Icon name={HINTS[hint].icon} />
          {HINTS[hint].words}
        </>
      )}
    </p>
  );
}
