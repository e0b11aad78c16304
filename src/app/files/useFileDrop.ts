import { filesOf } from './pictureFiles.ts';
import { useTransferDrop } from './useTransferDrop.ts';

/**
 * Takes files dropped or pasted anywhere on the page while `active`.
 * @returns true while files are held over the page
 */
export function useFileDrop(active: boolean, onFiles: (files: readonly File[]) => void): boolean {
  return useTransferDrop(active, (transfer) => {
    const files = filesOf(transfer);
    if (files.length > 0) onFiles(files);
  });
}
