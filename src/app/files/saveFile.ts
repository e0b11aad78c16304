/** A file to be downloaded. */
export interface TextFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Hands a text file to the browser's downloads. */
export function saveFile({ name, mediaType, text }: TextFile): void {
  saveBlob(name, new Blob([text], { type: `${mediaType};charset=utf-8` }));
}

/** Hands any file to the browser's downloads. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
