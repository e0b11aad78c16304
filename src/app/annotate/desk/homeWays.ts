/** What the desk asks of the screen around it: ways to bring things in, and the way out. */
export interface HomeWays {
  readonly openPictures: () => void;
  readonly openFolder: () => void;
  readonly addAnnotations: () => void;
  readonly close: () => void;
}
