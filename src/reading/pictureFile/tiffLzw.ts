import { ReadingError } from '../errors.ts';

const CLEAR = 256;
const END = 257;
const FIRST_CODE = 258;
const MOST_CODES = 4096;

/**
 * Unpacks a strip that is packed by LZW as TIFF 6.0 has it (section 13). The decoder of the TIFF
 * library never comes back from a damaged strip; this one ends where the codes do.
 * @throws ReadingError `image-broken` for codes that mean nothing
 */
export function unpackLzw(packed: Uint8Array, mostBytes: number): Uint8Array {
  const out = new Uint8Array(mostBytes);
  // A code stands for bytes that were written before: from where, and how many.
  const start = new Uint32Array(MOST_CODES);
  const length = new Uint32Array(MOST_CODES);
  let written = 0;
  let next = FIRST_CODE;
  let width = 9;
  let previous: { readonly at: number; readonly length: number } | null = null;
  let bits = 0;
  let held = 0;
  let at = 0;
  while (written < mostBytes) {
    while (held < width && at < packed.length) {
      bits = ((bits << 8) | (packed[at] ?? 0)) & 0xffffff;
      at += 1;
      held += 8;
    }
    if (held < width) break;
    const code = (bits >> (held - width)) & ((1 << width) - 1);
    held -= width;
    if (code === END) break;
    if (code === CLEAR) {
      next = FIRST_CODE;
      width = 9;
      previous = null;
      continue;
    }
    const from = written;
    if (code < CLEAR) out[written++] = code;
    else {
      const isNext = code === next && previous !== null;
      if (code > next || (code === next && !isNext)) throw new ReadingError('image-broken');
      const source = isNext && previous !== null ? previous.at : (start[code] ?? 0);
      const count = isNext && previous !== null ? previous.length + 1 : (length[code] ?? 0);
      const end = Math.min(mostBytes, written + count);
      for (let i = source; written < end; i++) out[written++] = out[i] ?? 0;
    }
    if (previous !== null && next < MOST_CODES) {
      start[next] = previous.at;
      length[next] = previous.length + 1;
      next += 1;
    }
    previous = { at: from, length: written - from };
    // The code gets wider one sooner than it would have to.
    if (next >= (1 << width) - 1 && width < 12) width += 1;
  }
  return out.subarray(0, written);
}
