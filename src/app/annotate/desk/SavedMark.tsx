import { Icon } from '../../icons/Icon.tsx';
import type { SaveState } from '../../storage/saveState.ts';

/** Says at every moment whether all is saved. */
export function SavedMark({ save }: { readonly save: SaveState }) {
  return (
    <span className="saved-mark" data-saved={save.kind} role="status">
      {save.kind === 'saved' && <Icon name="check" />}
      {save.kind === 'unsaved' && <Icon name="alert" />}
      {wordsOf(save)}
    </span>
  );
}

function wordsOf(save: SaveState): string {
  switch (save.kind) {
    case 'saved':
      return 'Saved';
    case 'saving':
      return save.picturesLeft > 0 ? `Saving ${save.picturesLeft} pictures…` : 'Saving…';
    case 'unsaved':
      return 'Not saved';
  }
}
