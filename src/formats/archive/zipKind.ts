const MARK = [0x50, 0x4b, 0x03, 0x04];

/** So many first bytes tell a zip. */
export const ZIP_MARK_BYTES = MARK.length;

/** Whether a file that begins so is a zip. */
export function beginsZip(bytes: Uint8Array): boolean {
  return MARK.every((byte, i) => bytes[i] === byte);
}

/** Whether a file is what systems put into folders and zips for themselves. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(path);
}
