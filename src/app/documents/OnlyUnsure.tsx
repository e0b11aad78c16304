import { Icon } from '../icons/Icon.tsx';

interface OnlyUnsureProps {
  /** Pages to look at. */
  readonly count: number;
  readonly only: boolean;
  readonly onOnly: (only: boolean) => void;
}

/** Leaves the pages alone that a person should look at. */
export function OnlyUnsure({ count, only, onOnly }: OnlyUnsureProps) {
  if (count === 0 && !only) return null;
  return (
    <label className="pages-filter" title="Only pages to check">
      <input type="checkbox" checked={only} onChange={(event) => onOnly(event.target.checked)} />
      <Icon name="alert" />
      <span className="pages-filter-words">Please check</span>{' '}
      <span className="pages-filter-count figure">{count}</span>
    </label>
  );
}
