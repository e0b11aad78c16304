import { readFileSync } from 'node:fs';
import type { WrittenWord } from '../../../air/clips/strokePack.ts';

interface KeptWord {
  readonly writer: number;
  readonly text: string;
  /** x and y in turns. */
  readonly strokes: readonly (readonly number[])[];
}

/**
 * 64 words of four writers that nothing was trained on or fitted to, in strokes: of UNIPEN
 * train_r01_v07, International Unipen Foundation, Zenodo record 1195803, CC BY 4.0.
 */
export const KEPT_WORDS: readonly WrittenWord[] = readFileSync(
  new URL('words.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as KeptWord)
  .map(({ writer, text, strokes }) => ({
    text,
    writer: String(writer),
    strokes: strokes.map((values) =>
      Array.from({ length: values.length / 2 }, (_, i) => ({
        x: values[2 * i] ?? 0,
        y: values[2 * i + 1] ?? 0,
      })),
    ),
  }));
