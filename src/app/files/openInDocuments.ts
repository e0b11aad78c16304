import { useEffect } from 'react';
import { useSteadyHandler } from '../useSteadyHandler.ts';

const openers = new Set<(files: readonly File[]) => void>();

/** Shows the screen for documents and has these files read there, wherever they were opened. */
export function openInDocuments(files: readonly File[]): void {
  if (files.length === 0) return;
  location.hash = '#documents';
  for (const open of openers) open(files);
}

/** Takes files that are to be read as documents. */
export function useOpenedDocuments(onFiles: (files: readonly File[]) => void): void {
  const open = useSteadyHandler(onFiles);
  useEffect(() => {
    openers.add(open);
    return () => {
      openers.delete(open);
    };
  }, [open]);
}
