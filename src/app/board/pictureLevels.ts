import type { Size } from './viewport.ts';

/** A picture at its own size and at halves of it, so that looking at it small costs little. */
export interface PictureLevels {
  /** The upright size its boxes are measured in, px; the bitmap may be smaller. */
  readonly size: Size;
  /** The smallest level that is still sharp at so many screen px for each picture px. */
  levelFor(scale: number): ImageBitmap;
  close(): void;
}

/** No level below this many px on its longer side: smaller pictures are drawn fast as they are. */
const SMALLEST_LEVEL = 1300;

/**
 * Keeps a decoded picture ready for drawing. Smaller levels are made in the background, one after
 * the other; until they are there, larger ones stand in. The bitmap itself stays its owner's.
 * @param onLevel called when a further level is there
 */
export function createPictureLevels(
  bitmap: ImageBitmap,
  size: Size,
  onLevel: () => void,
): PictureLevels {
  const levels = [bitmap];
  const made: ImageBitmap[] = [];
  let closed = false;

  const makeLevels = async (): Promise<void> => {
    let last = bitmap;
    while (Math.max(last.width, last.height) > 2 * SMALLEST_LEVEL) {
      // Browsers may halve a bitmap on this thread: the picture is shown first.
      await idle();
      if (closed) return;
      const half = await createImageBitmap(last, {
        resizeWidth: Math.max(1, last.width >> 1),
        resizeHeight: Math.max(1, last.height >> 1),
        resizeQuality: 'medium',
      });
      if (closed) {
        half.close();
        return;
      }
      levels.push(half);
      made.push(half);
      last = half;
      onLevel();
    }
  };
  makeLevels().catch(() => {
    // Without smaller levels the picture itself is drawn: slower, as sharp.
  });

  return {
    size,
    levelFor(scale) {
      const needed = scale * size.width;
      return (closed ? null : levels.findLast(({ width }) => width >= needed * 0.99)) ?? bitmap;
    },
    close() {
      closed = true;
      for (const level of made) level.close();
    },
  };
}

/** Resolves when the page has nothing better to do. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 200);
  });
}

/** From this many screen px for each picture px on, the picture's own pixels are shown. */
const PIXELS_FROM_SCALE = 3;

/** Draws the part of the picture that is in view onto its layer. */
export function paintPicture(
  pen: CanvasRenderingContext2D,
  levels: PictureLevels,
  viewport: { readonly scale: number; readonly x: number; readonly y: number },
  view: Size,
  density: number,
): void {
  const { size } = levels;
  const left = Math.max(0, -viewport.x / viewport.scale);
  const top = Math.max(0, -viewport.y / viewport.scale);
  const right = Math.min(size.width, (view.width - viewport.x) / viewport.scale);
  const bottom = Math.min(size.height, (view.height - viewport.y) / viewport.scale);
  if (right <= left || bottom <= top) return;
  const level = levels.levelFor(viewport.scale * density);
  if (level.width === 0) return;
  const step = level.width / size.width;
  pen.imageSmoothingEnabled = viewport.scale * density < PIXELS_FROM_SCALE / step;
  pen.drawImage(
    level,
    left * step,
    top * step,
    (right - left) * step,
    (bottom - top) * step,
    left * viewport.scale + viewport.x,
    top * viewport.scale + viewport.y,
    (right - left) * viewport.scale,
    (bottom - top) * viewport.scale,
  );
}
