import { type RefObject, useEffect, useState } from 'react';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import type { Size } from '../../stage/displayGeometry.ts';

/** Longest side a page is shown at, px: sharp on a large screen, light for a phone. */
const SHOWN_LONG_SIDE = 2000;

/**
 * Draws a page's picture into a canvas.
 * @returns its size there, px; null until that is drawn, or where it cannot be opened
 */
export function usePagePicture(
  file: Blob,
  canvas: RefObject<HTMLCanvasElement | null>,
): Size | null {
  const [drawn, setDrawn] = useState<(Size & { readonly file: Blob }) | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    bitmapOfFile(file, SHOWN_LONG_SIDE, leaving.signal).then(
      (bitmap) => {
        const { width, height } = bitmap;
        if (canvas.current && !leaving.signal.aborted) {
          canvas.current.width = width;
          canvas.current.height = height;
          canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
          setDrawn({ width, height, file });
        }
        bitmap.close();
      },
      () => {
        // The reading of the same file fails for the same reason and says so.
      },
    );
    return () => leaving.abort();
  }, [file, canvas]);
  return drawn?.file === file ? drawn : null;
}
