/** A name as every system takes it for a file; `otherwise` where nothing is left of it. */
export function plainFileName(name: string, otherwise: string): string {
  const plain = name
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.replace(/^\.+/, '') || otherwise;
}
