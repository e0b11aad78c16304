import { memo } from 'react';
import { type Quad, quadSize, quadSlope } from '../../../reading/geometry.ts';
import type { LineReading } from '../../../reading/results.ts';
import type { LineStatus } from '../../../worker/client.ts';
import { isUnsureWord, wordsOf } from '../../transcript/transcript.ts';
import { setLine, type WordToSet } from './lineSetting.ts';
import { textWidth } from './textWidth.ts';

/** Height that a line is set at, px; it is then drawn at the size of its ink. */
const SET_HEIGHT = 40;
/** Lines are set anew when their shape changes by more than this: ink that is followed trembles. */
const SHAPE_STEP = 0.06;

interface InkLineProps {
  readonly id: number;
  /** The line's outline, px of the shown picture. */
  readonly shape: Quad;
  readonly status: LineStatus;
  readonly reading: LineReading | null;
  readonly corrections: Readonly<Record<number, string>>;
  readonly lit: boolean;
  readonly label: string;
  /** Word places count from the right: the ink that is seen is mirrored, and is what is pointed at. */
  readonly fromRight: boolean;
}

/** A line's text in its own quad: at the place, size and slope of the ink. */
export function InkLine({ shape, reading, corrections, ...props }: InkLineProps) {
  const { width, height } = quadSize(shape);
  const length = shapeLength(width / Math.max(1, height));
  const slope = quadSlope(shape);
  const setWidth = length * SET_HEIGHT;
  const x = (shape[0].x + shape[1].x + shape[2].x + shape[3].x) / 4;
  const y = (shape[0].y + shape[1].y + shape[2].y + shape[3].y) / 4;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of words that can be selected cannot be a button element.
    <div
      className="ink-line"
      role="button"
      tabIndex={0}
      aria-label={props.label}
      data-line={props.id}
      data-status={props.status}
      data-lit={props.lit || undefined}
      style={{
        width: setWidth,
        height: SET_HEIGHT,
        transform: [
          `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px)`,
          `rotate(${slope.toFixed(5)}rad)`,
          `scale(${(width / setWidth).toFixed(4)}, ${(height / SET_HEIGHT).toFixed(4)})`,
          'translate(-50%, -50%)',
        ].join(' '),
      }}
    >
      {reading && (
        <Words
          reading={reading}
          corrections={corrections}
          length={length}
          fromRight={props.fromRight}
        />
      )}
    </div>
  );
}

interface WordsProps {
  readonly reading: LineReading;
  readonly corrections: Readonly<Record<number, string>>;
  readonly length: number;
  readonly fromRight: boolean;
}

const Words = memo(function Words({ reading, corrections, length, fromRight }: WordsProps) {
  const words = wordsOf({ reading, corrections });
  const places = words.map((text, index): WordToSet => {
    const { start, end } = reading.words[index] ?? { start: 0, end: 1 };
    return { start, end, width: textWidth(text) };
  });
  const set = setLine(places, length);
  return (
    // A block of its own: a selection over several lines breaks where they do.
    <div className="ink-words" style={{ fontSize: set.fontSize * SET_HEIGHT }}>
      {words.map((text, index) => {
        const { left, width, stretch } = set.words[index] ?? { left: 0, width: 0, stretch: 1 };
        const place = places[index] ?? { start: 0, end: 1 };
        const box = fromRight
          ? { left: (1 - place.end) * length, width: (place.end - place.start) * length }
          : { left, width };
        const corrected = corrections[index] !== undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word's place is what tells it from others.
          <span key={index}>
            <span
              className="ink-word"
              data-index={index}
              data-unsure={isUnsureWord({ reading, corrections }, index) || undefined}
              data-corrected={corrected || undefined}
              style={{ left: box.left * SET_HEIGHT, width: box.width * SET_HEIGHT }}
            >
              <span className="ink-letters" style={{ transform: `scaleX(${stretch.toFixed(3)})` }}>
                {text}
              </span>
            </span>{' '}
          </span>
        );
      })}
    </div>
  );
});

/** A line's length in heights, in steps, so that a trembling outline does not set it anew. */
export function shapeLength(ratio: number): number {
  return Math.exp(Math.round(Math.log(Math.max(0.2, ratio)) / SHAPE_STEP) * SHAPE_STEP);
}
