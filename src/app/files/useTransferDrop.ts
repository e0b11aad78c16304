import { useEffect, useState } from 'react';
import { useSteadyHandler } from '../useSteadyHandler.ts';

/**
 * Takes what is dropped or pasted anywhere on the page while `active`.
 * @returns true while files are held over the page
 */
export function useTransferDrop(
  active: boolean,
  onTransfer: (transfer: DataTransfer) => void,
): boolean {
  const [over, setOver] = useState(false);
  const take = useSteadyHandler(onTransfer);

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
