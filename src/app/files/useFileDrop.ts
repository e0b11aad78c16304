import { useEffect, useRef, useState } from 'react';
import { filesOf } from './pictureFiles.ts';

/**
 * Takes files dropped or pasted anywhere on the page while `active`.
 * @returns true while files are held over the page
 */
export function useFileDrop(active: boolean, onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });

  useEffect(() => {
    if (!active) return;
    const listening = new AbortController();
    const { signal } = listening;
    // Enter and leave come once for every element passed: only their balance says who is inside.
    let depth = 0;
    const take = (transfer: DataTransfer | null): void => {
      const files = filesOf(transfer);
      if (files.length > 0) latest.current(files);
    };
    const listen = <Name extends 'dragenter' | 'dragover' | 'dragleave' | 'drop'>(
      name: Name,
      handle: (event: DragEvent) => void,
    ): void => {
      const whenFiles = (event: DragEvent): void => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        handle(event);
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
    listen('drop', (event) => {
      depth = 0;
      setOver(false);
      take(event.dataTransfer);
    });
    window.addEventListener('paste', (event) => take(event.clipboardData), { signal });
    return () => {
      listening.abort();
      setOver(false);
    };
  }, [active]);

  return over;
}
