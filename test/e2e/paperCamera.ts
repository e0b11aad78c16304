import type { Page } from 'playwright-core';
import { pngDataUrl } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet, type WrittenLine } from '../../src/cli/pictures/writtenPaper.ts';

/** How a sheet lies before the camera: px of the frame from its middle, size, and turn in radians. */
export interface SheetPose {
  readonly sheet: number;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly turn: number;
}

/** All that the camera sees; later sheets lie upon earlier ones. */
export interface CameraView {
  readonly sheets: readonly SheetPose[];
  /** 1 = daylight. */
  readonly light: number;
  /** Where a hand lies across, px of the frame; null where there is none. */
  readonly hand: { readonly x: number; readonly y: number } | null;
}

declare global {
  interface Window {
    paperCamera: {
      show(view: CameraView): void;
      /** Goes to another view of the same sheets, evenly, in so many ms of the clock. */
      go(view: CameraView, timeMs: number): Promise<void>;
      /** Shakes the paper by so many px, `hertz` times a second. */
      shake(amplitude: number, hertz: number): void;
    };
  }
}

/**
 * Puts a camera into a page that films sheets of paper as the test says: what happens before it can
 * wait for what has been read, so that a slow machine changes nothing but the time it takes.
 */
export async function installPaperCamera(
  page: Page,
  sheets: readonly (readonly WrittenLine[])[],
  first: CameraView,
): Promise<void> {
  const pictures = sheets.map((lines) => pngDataUrl(drawSheet(lines)));
  await page.addInitScript(
    ({ urls, start }) => {
      const canvas = document.createElement('canvas');
      canvas.width = 1280;
      canvas.height = 720;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      const images = urls.map((url) => {
        const image = new Image();
        image.src = url;
        return image;
      });
      let view = start;
      let shaking = { amplitude: 0, hertz: 1 };
      const draw = (): void => {
        const beat = Math.sin((performance.now() / 1000) * 2 * Math.PI * shaking.hertz);
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.fillStyle = '#6b5a4a';
        pen.fillRect(0, 0, 1280, 720);
        for (const { sheet, x, y, scale, turn } of view.sheets) {
          const image = images[sheet];
          if (!image?.complete) continue;
          pen.setTransform(1, 0, 0, 1, 640 + x + beat * shaking.amplitude, 360 + y);
          pen.rotate(turn);
          pen.scale(scale, scale);
          pen.imageSmoothingQuality = 'high';
          pen.drawImage(image, -image.width / 2, -image.height / 2);
        }
        pen.setTransform(1, 0, 0, 1, 0, 0);
        if (view.hand) {
          pen.fillStyle = '#c99b7f';
          pen.beginPath();
          pen.ellipse(view.hand.x, view.hand.y, 110, 70, -0.5, 0, 2 * Math.PI);
          pen.ellipse(view.hand.x + 150, view.hand.y + 190, 90, 220, -0.5, 0, 2 * Math.PI);
          pen.fill();
        }
        pen.fillStyle = `rgb(0 0 0 / ${1 - view.light})`;
        pen.fillRect(0, 0, 1280, 720);
      };
      setInterval(draw, 33);
      window.paperCamera = {
        show(next) {
          view = next;
        },
        go(next, timeMs) {
          const from = view;
          const began = performance.now();
          const between = (a: number, b: number, share: number) => a + (b - a) * share;
          return new Promise((resolve) => {
            const step = setInterval(() => {
              const share = Math.min(1, (performance.now() - began) / timeMs);
              view = {
                light: between(from.light, next.light, share),
                hand:
                  from.hand && next.hand
                    ? {
                        x: between(from.hand.x, next.hand.x, share),
                        y: between(from.hand.y, next.hand.y, share),
                      }
                    : next.hand,
                sheets: next.sheets.map((to, i) => {
                  const at = from.sheets[i] ?? to;
                  return {
                    sheet: to.sheet,
                    x: between(at.x, to.x, share),
                    y: between(at.y, to.y, share),
                    scale: between(at.scale, to.scale, share),
                    turn: between(at.turn, to.turn, share),
                  };
                }),
              };
              if (share < 1) return;
              clearInterval(step);
              resolve();
            }, 16);
          });
        },
        shake(amplitude, hertz) {
          shaking = { amplitude, hertz };
        },
      };
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
    },
    { urls: pictures, start: first },
  );
  await page.reload();
}
