import { type DecodedPicture, decodePicture } from './decodePicture.ts';

/** A picture lent by the window: whoever took it gives it back once, then draws it no more. */
export interface LentPicture extends DecodedPicture {
  readonly giveBack: () => void;
}

/** Decoded pictures around the one looked at: few are alive, the next one is ready before it is asked for. */
export interface PictureWindow {
  /**
   * The picture, decoded; `neighbours` (next, previous, …) are decoded ahead once it is there.
   * @throws PictureSourceError, ReadingError `image-…`
   */
  readonly take: (imageId: string, neighbours: readonly string[]) => Promise<LentPicture>;
  /** Bitmaps that are alive or being decoded. */
  readonly alive: () => number;
  /** Closes all that is not lent; what is lent closes when it is given back. */
  readonly close: () => void;
}

/** Neighbours kept decoded; only the first where pictures are large: 24 megapixels weigh 96 MB. */
const AHEAD = 2;
const LARGE_PIXELS = 16_000_000;

interface Kept {
  readonly picture: Promise<DecodedPicture>;
  lent: number;
}

/** A window on pictures whose files `file` gives; `decode` is given by tests only. */
export function createPictureWindow(
  file: (imageId: string) => Promise<Blob>,
  decode: (file: Blob) => Promise<DecodedPicture> = decodePicture,
): PictureWindow {
  const kept = new Map<string, Kept>();
  let wanted: readonly string[] = [];
  let closed = false;

  function keep(imageId: string): Kept {
    const known = kept.get(imageId);
    if (known) return known;
    const own: Kept = { picture: file(imageId).then((found) => decode(found)), lent: 0 };
    kept.set(imageId, own);
    own.picture.then(
      () => letGo(imageId, own),
      () => kept.get(imageId) === own && kept.delete(imageId),
    );
    return own;
  }

  /** Closes a picture that nobody has and nobody is about to want. */
  function letGo(imageId: string, own: Kept): void {
    if (own.lent > 0 || (!closed && wanted.includes(imageId))) return;
    if (kept.get(imageId) !== own) return;
    kept.delete(imageId);
    own.picture.then(
      ({ bitmap }) => bitmap.close(),
      () => {},
    );
  }

  async function decodeAhead(next: readonly string[]): Promise<void> {
    for (const imageId of next) {
      if (closed || !wanted.includes(imageId)) continue;
      // A neighbour that cannot be opened says so when it is looked at.
      await keep(imageId).picture.catch(() => {});
    }
  }

  return {
    async take(imageId, neighbours) {
      wanted = [imageId, ...neighbours.slice(0, AHEAD)];
      const own = keep(imageId);
      own.lent += 1;
      for (const [otherId, other] of [...kept]) letGo(otherId, other);
      let given = false;
      const giveBack = (): void => {
        if (given) return;
        given = true;
        own.lent -= 1;
        letGo(imageId, own);
      };
      try {
        const picture = await own.picture;
        const ahead = picture.width * picture.height > LARGE_PIXELS ? 1 : AHEAD;
        if (wanted[0] === imageId) wanted = wanted.slice(0, 1 + ahead);
        void decodeAhead(wanted.slice(1));
        return { ...picture, giveBack };
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    alive: () => kept.size,
    close() {
      closed = true;
      for (const [imageId, own] of [...kept]) letGo(imageId, own);
    },
  };
}
