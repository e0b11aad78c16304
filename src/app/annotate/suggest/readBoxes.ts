import type { AnnotationBox } from '../../../formats/annotation/annotation.ts';
import type { EngineChoice } from '../../../reading/results.ts';
import type { ReadingClient } from '../../../worker/client.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import type { ProjectImage } from '../project/project.ts';

/** Longest side a picture is decoded to for cutting out boxes, px. */
const LONG_SIDE = 6000;
/** Paper around a line that the reader likes to see: parts of the box's height. */
const MARGIN = { above: 0.12, beside: 0.5 } as const;

/**
 * Reads what stands in boxes, one after the other.
 * @returns a text for each box in which something was read
 * @throws ReadingError
 */
export async function readBoxes(
  reader: ReadingClient,
  file: Blob,
  image: ProjectImage,
  boxes: readonly AnnotationBox[],
  engine: EngineChoice,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, total: number) => void;
  },
): Promise<readonly { readonly boxId: string; readonly text: string }[]> {
  const { signal, onProgress } = options;
  const picture = await bitmapOfFile(file, LONG_SIDE, signal);
  try {
    const scale = picture.width / image.width;
    const texts: { boxId: string; text: string }[] = [];
    for (const [index, box] of boxes.entries()) {
      onProgress(index, boxes.length);
      const beside = box.height * MARGIN.beside;
      const above = box.height * MARGIN.above;
      const left = Math.max(0, Math.floor((box.x - beside) * scale));
      const top = Math.max(0, Math.floor((box.y - above) * scale));
      const right = Math.min(picture.width, Math.ceil((box.x + box.width + beside) * scale));
      const bottom = Math.min(picture.height, Math.ceil((box.y + box.height + above) * scale));
      if (right - left < 2 || bottom - top < 2) continue;
      const crop = await createImageBitmap(picture, left, top, right - left, bottom - top);
      const { text } = await reader.readLine(crop, { engine, signal });
      if (text !== '') texts.push({ boxId: box.id, text });
    }
    onProgress(boxes.length, boxes.length);
    return texts;
  } finally {
    picture.close();
  }
}
