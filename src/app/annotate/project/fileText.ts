/** A file's text, and the encoding that was guessed for it; null where the file itself says it. */
export interface FileText {
  readonly text: string;
  readonly guessed: string | null;
}

const XML_ENCODING = /^(\s*<\?xml[^>]*?\sencoding\s*=\s*["'])([\w.:-]+)(["'])/;

/**
 * Text of a file: in the encoding of its byte order mark, else of its XML declaration, else in UTF-8,
 * else in one that fits its bytes. A byte order mark stays, so that the file can be written back.
 * @throws TypeError where the bytes are no text
 */
export function textOfBytes(buffer: ArrayBuffer): FileText {
  const bytes = new Uint8Array(buffer);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decoded(bytes, 'utf-16le'), guessed: null };
  if (first === 0xfe && second === 0xff) return { text: decoded(bytes, 'utf-16be'), guessed: null };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = XML_ENCODING.exec(head)?.[2];
  if (declared !== undefined) return { text: decoded(bytes, declared), guessed: null };
  try {
    return { text: decoded(bytes, 'utf-8'), guessed: null };
  } catch {
    if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32)))
      throw new TypeError('These bytes are no text.');
    const guessed = isPaired(bytes) ? 'gb18030' : 'windows-1252';
    return { text: decoded(bytes, guessed), guessed };
  }
}

/** Text as it is written: always UTF-8, so that an XML declaration of anything else is mended. */
export function textToWrite(text: string): string {
  return text.replace(XML_ENCODING, (all, before: string, encoding: string, after: string) =>
    /^utf-?8$/i.test(encoding) ? all : `${before}UTF-8${after}`,
  );
}

function decoded(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TypeError(`These bytes are no text in ${encoding}.`, { cause });
  }
}

/** Whether all bytes beyond ASCII come in twos of GB 2312's plane; accents of the West stand alone. */
function isPaired(bytes: Uint8Array): boolean {
  let pair = 0;
  for (const byte of bytes) {
    if (byte >= 0xa1 && byte <= 0xfe) pair += 1;
    else if (byte >= 0x80 || pair % 2 !== 0) return false;
    else pair = 0;
  }
  return pair % 2 === 0;
}
