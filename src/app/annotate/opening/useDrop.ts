import { useEffect, useState } from 'react';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import { type DroppedItems, itemsOf } from './droppedItems.ts';

/**
 * Takes files and folders dropped or pasted anywhere on the page while `active`.
 * @returns true while something is held over the page
 */
export function useDrop(active: boolean, onItems: (items: DroppedItems) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useSteadyHandler((transfer: DataTransfer) => {
    void itemsOf(transfer).then((items) => {
      if (items.files.length + items.folders.length > 0) onItems(items);
    });
  });

  useEffect(() => {
    if (!active) return;
    const listening = new AbortController();
    const { signal } = listening;
    // Enter and leave come once for every element passed: only their balance says who is inside.
    let depth = 0;
    const listen = (
      name: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      handle: (transfer: DataTransfer) => void,
    ): void => {
      const whenFiles = (event: DragEvent): void => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        handle(event.dataTransfer);
      };
      window.addEventListener(name, whenFiles, { signal });
    };
    listen('dragenter', () => {
      depth += 1;
      setOver(true);
    });
    listen('dragover', () => {});
    listen('dragleave', () => {
      depth -= 1;
      if (depth <= 0) setOver(false);
    });
    listen('drop', (transfer) => {
      depth = 0;
      setOver(false);
      take(transfer);
    });
    window.addEventListener('paste', (event) => event.clipboardData && take(event.clipboardData), {
      signal,
    });
    return () => {
      listening.abort();
      setOver(false);
    };
  }, [active, take]);

  return over;
}
