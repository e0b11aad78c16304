/**
 * Text of a file in UTF-8. A byte order mark stays, so that the file can be written back as it was.
 * @throws TypeError where the bytes are no UTF-8
 */
export function textOfBytes(bytes: ArrayBuffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
