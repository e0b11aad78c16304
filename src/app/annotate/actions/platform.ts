/** True where Cmd is what Ctrl is elsewhere. */
export const IS_MAC =
  typeof navigator !== 'undefined' && /^(Mac|iP(hone|ad|od))/.test(navigator.platform);
