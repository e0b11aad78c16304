import { type DroppedItems, itemsOf } from './droppedItems.ts';
import { useTransferDrop } from './useTransferDrop.ts';

/**
 * Takes files and folders dropped or pasted anywhere on the page while `active`.
 * @returns true while something is held over the page
 */
export function useDrop(active: boolean, onItems: (items: DroppedItems) => void): boolean {
  return useTransferDrop(active, (transfer) => {
    void itemsOf(transfer).then((items) => {
      if (items.files.length + items.folders.length > 0) onItems(items);
    });
  });
}
