import { useEffect, useRef } from 'react';
import type { FieldValue } from '../../../reading/fields/form.ts';
import { boundingBox } from '../../../reading/geometry.ts';
import { READ_LONG_SIDE } from '../../../reading/image.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import type { DocumentPage } from '../pages/page.ts';

interface FieldInkViewProps {
  readonly page: DocumentPage | null;
  readonly value: FieldValue | null;
}

/** Of the field's height and width: what stands around it tells what it is. */
const AROUND = { along: 0.08, down: 0.35 } as const;
/** The strip's own pixels, for each CSS px of its greatest height. */
const STRIP_HEIGHT = 192;

/** The ink that a value was read from. */
export function FieldInkView({ page, value }: FieldInkViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const file = page?.file;
  const quad = value?.quad;
  useEffect(() => {
    if (!file || !quad) return;
    const leaving = new AbortController();
    bitmapOfFile(file, READ_LONG_SIDE, leaving.signal).then(
      (bitmap) => {
        if (canvas.current && !leaving.signal.aborted) {
          drawStrip(canvas.current, bitmap, boundingBox(quad));
        }
        bitmap.close();
      },
      () => {
        // The page says itself that its picture cannot be opened.
      },
    );
    return () => leaving.abort();
  }, [file, quad]);

  return (
    <div className="field-ink">
      {value && page ? (
        <>
          <canvas ref={canvas} role="img" aria-label={`${value.name} of ${page.name}`} />
          <p>
            <strong>{value.name}</strong>
            <span>{page.name}</span>
            <span>
              {value.sure
                ? `${Math.round(value.confidence * 100)} % sure`
                : 'Please check: Enter keeps it'}
            </span>
          </p>
        </>
      ) : (
        <p className="field-ink-hint">Go to a value to see its ink.</p>
      )}
    </div>
  );
}

function drawStrip(
  canvas: HTMLCanvasElement,
  bitmap: ImageBitmap,
  box: ReturnType<typeof boundingBox>,
): void {
  const [dx, dy] = [AROUND.along * box.width + AROUND.down * box.height, AROUND.down * box.height];
  const left = Math.max(0, box.x - dx);
  const top = Math.max(0, box.y - dy);
  const width = Math.max(1, Math.min(bitmap.width, box.x + box.width + dx) - left);
  const height = Math.max(1, Math.min(bitmap.height, box.y + box.height + dy) - top);
  const scale = STRIP_HEIGHT / height;
  canvas.width = Math.round(width * scale);
  canvas.height = STRIP_HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height);
}
