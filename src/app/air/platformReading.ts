import { type Ink, inkedParts } from '../../reading/strokes/ink.ts';

/** What is used of the WICG Handwriting Recognition API, which no browser's types know yet. */
interface PlatformStroke {
  addPoint(point: { readonly x: number; readonly y: number; readonly t: number }): void;
}
interface PlatformRecognizer {
  startDrawing(hints: { readonly recognitionType: 'text'; readonly alternatives: number }): {
    addStroke(stroke: PlatformStroke): void;
    getPrediction(): Promise<readonly { readonly text: string }[] | null>;
  };
  finish(): void;
}
interface PlatformHandwriting {
  createHandwritingRecognizer(constraint: {
    readonly languages: readonly string[];
  }): Promise<PlatformRecognizer>;
}
type StrokeClass = new () => PlatformStroke;

export type ReadByPlatform = (ink: Ink) => Promise<string>;

/**
 * A function that reads ink by the recogniser of the browser or its system (WICG Handwriting
 * Recognition API); null where there is none. Ink stays on the device: the API knows no other way.
 */
export function platformReading(language: string): ReadByPlatform | null {
  const platform = navigator as Partial<PlatformHandwriting>;
  const Stroke = (globalThis as { readonly HandwritingStroke?: StrokeClass }).HandwritingStroke;
  if (platform.createHandwritingRecognizer === undefined || Stroke === undefined) return null;
  return async ({ strokes }) => {
    const recognizer = await platform.createHandwritingRecognizer?.({ languages: [language] });
    if (recognizer === undefined) return '';
    try {
      const drawing = recognizer.startDrawing({ recognitionType: 'text', alternatives: 1 });
      const first = strokes[0]?.points[0]?.timeMs ?? 0;
      for (const part of strokes.flatMap(inkedParts)) {
        const stroke = new Stroke();
        for (const { x, y, timeMs } of part) stroke.addPoint({ x, y, t: timeMs - first });
        drawing.addStroke(stroke);
      }
      const [best] = (await drawing.getPrediction()) ?? [];
      return best?.text ?? '';
    } finally {
      recognizer.finish();
    }
  };
}
