import type { Size } from '../../stage/displayGeometry.ts';
import type { PlacedText } from './lineTexts.ts';

interface LineTextsProps {
  readonly texts: readonly PlacedText[];
  readonly paper: Size;
  /** The line that is looked at, on the paper or in the transcript. */
  readonly litLine: number | null;
}

/** What was read, in the writer's place; the transcript beside it says the same to assistive technology. */
export function LineTexts({ texts, paper, litLine }: LineTextsProps) {
  return (
    <svg className="line-texts" viewBox={`0 0 ${paper.width} ${paper.height}`} aria-hidden="true">
      {texts.map(({ id, x, y, fontPx, words }) => (
        <text
          key={id}
          data-line={id}
          data-lit={id === litLine || undefined}
          x={x}
          y={y}
          fontSize={fontPx}
        >
          {words.map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the line.
            <tspan key={index} data-index={index}>
              {index === 0 ? word : ` ${word}`}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  );
}
