/** What the desk asks of the screen around it: to bring things in, and to leave. */
export interface HomeCommands {
  readonly openPictures: () => void;
  readonly openFolder: () => void;
  readonly addAnnotations: () => void;
  readonly close: () => void;
}
