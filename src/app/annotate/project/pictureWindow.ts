/** A decoded picture, upright; `bitmap` may be smaller than the picture where that is very large. */
export interface DecodedPicture {
  readonly bitmap: ImageBitmap;
  /** Full size of the upright picture, px: what boxes are measured in. */
  readonly width: number;
  readonly height: number;
}

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
  /** Bitmaps that are alive, for tests and the memory report. */
  readonly alive: () => number;
  readonly close: () => void;
}
