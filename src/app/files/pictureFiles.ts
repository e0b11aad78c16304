/** What file choosers offer; what a file really is, the reader decides by its first bytes. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp';

/** The files of a drop or a paste; folders and text that was dragged are left out. */
export function filesOf(transfer: Pick<DataTransfer, 'files'> | null): readonly File[] {
  return transfer ? Array.from(transfer.files) : [];
}
