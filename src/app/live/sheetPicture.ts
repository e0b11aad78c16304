/** Longer side of a sheet's small picture, px: sharp on its card on a dense screen. */
const LONG_SIDE = 320;

/** A small picture of a sheet as a URL that needs no giving back; null where there is none yet. */
export function sheetPicture(
  source: CanvasImageSource,
  size: { readonly width: number; readonly height: number },
): string | null {
  const scale = LONG_SIDE / Math.max(size.width, size.height, 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen || size.width === 0) return null;
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.8);
}
