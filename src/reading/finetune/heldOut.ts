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

/** A picture to be split off, by what its boxes are. */
interface Splittable {
  readonly heldOut: boolean;
  /** Class of each of its boxes. */
  readonly classNames: readonly string[];
}

/**
 * Splits pictures. A side that would be empty gets one; so does a held-out side that shows nothing
 * that could be found. Of fewer than two pictures, all are on both sides.
 */
export function splitPictures<Picture extends Splittable>(
  pictures: readonly Picture[],
): Split<Picture> {
  if (pictures.length < 2) return { train: pictures, heldOut: pictures };
  const heldOut = pictures.filter((picture) => picture.heldOut);
  const train = pictures.filter((picture) => !picture.heldOut);
  giveOne(train, heldOut);
  giveOne(heldOut, train);
  return { train, heldOut };
}

/**
 * Moves a picture with boxes, where the other side has none: the first whose classes the others have
 * too, so that none is lost to its side, else the first.
 */
function giveOne<Picture extends Splittable>(from: Picture[], to: Picture[]): void {
  const hasBoxes = ({ classNames }: Picture): boolean => classNames.length > 0;
  if (to.some(hasBoxes)) return;
  const isSpare = (picture: Picture): boolean => {
    const others = new Set(
      from.flatMap((other) => (other === picture ? [] : [...other.classNames])),
    );
    return picture.classNames.every((name) => others.has(name));
  };
  const spare = from.findIndex((picture) => hasBoxes(picture) && isSpare(picture));
  const at = spare >= 0 ? spare : from.findIndex(hasBoxes);
  if (at >= 0) to.push(...from.splice(at, 1));
}
