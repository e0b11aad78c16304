import { type KeyboardEvent, type RefObject, useEffect } from 'react';

/**
 * Up, Down, Home and End of a list box whose keyboard stays on the list itself: rows may come and
 * go without the focus being lost.
 * @param active id of the row that is chosen; it is kept in view
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  active: string | null,
  onChoose: (id: string) => void,
): (event: KeyboardEvent) => void {
  useEffect(() => {
    if (active === null) return;
    list.current
      ?.querySelector(`[data-row="${CSS.escape(active)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [list, active]);

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = active === null ? -1 : ids.indexOf(active);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, ids.length - 1),
      ArrowUp: at < 0 ? ids.length - 1 : Math.max(at - 1, 0),
      Home: 0,
      End: ids.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const id = ids[target];
    if (id !== undefined) onChoose(id);
  };
}
