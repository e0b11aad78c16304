import { sha256 } from '@noble/hashes/sha2.js';

/** Pictures to train on, and pictures to measure with that training never sees. */
export interface Split<Picture> {
  readonly train: readonly Picture[];
  readonly heldOut: readonly Picture[];
}

/**
 * Whether a picture is among the tenth that is held out: told by the SHA-256 of its file alone, so
 * that it stays there whatever comes to the project or is renamed (`is_held_out` of `training`).
 */
export function isHeldOut(file: Uint8Array): boolean {
  const hash = sha256(file);
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) % 10 === 0;
}

/**
 * Splits pictures. A side that would be empty gets one; so does a held-out side that shows nothing
 * that could be found. Of fewer than two pictures, all are on both sides.
 */
export function splitPictures<
  Picture extends { readonly heldOut: boolean; readonly boxes: number },
>(pictures: readonly Picture[]): Split<Picture> {
  if (pictures.length < 2) return { train: pictures, heldOut: pictures };
  const heldOut = pictures.filter((picture) => picture.heldOut);
  const train = pictures.filter((picture) => !picture.heldOut);
  giveOne(train, heldOut);
  giveOne(heldOut, train);
  return { train, heldOut };
}

/** Moves the first picture with boxes, where the other side has none. */
function giveOne<Picture extends { readonly boxes: number }>(from: Picture[], to: Picture[]): void {
  if (to.some(({ boxes }) => boxes > 0)) return;
  const at = from.findIndex(({ boxes }) => boxes > 0);
  if (at >= 0) to.push(...from.splice(at, 1));
}
