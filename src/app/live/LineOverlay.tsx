import { type Dispatch, useEffect, useRef } from 'react';
import type { LiveView } from '../../worker/client.ts';
import { displayQuad, type Size, svgPoints, wordQuad } from '../stage/displayGeometry.ts';
import type { OpenWord, ReadingSession, SessionAction } from '../transcript/readingSession.ts';
import { type TranscriptLine, textOf } from '../transcript/transcript.ts';
import { LineLabel } from './LineLabel.tsx';
import { type LabelSlot, placeLabels } from './labelPlacement.ts';
import { LABEL_SIZES, labelWidth } from './labelSize.ts';
import './overlay.css';

const GAP = 5;
/** Pictures narrower than this, px, get the smaller labels. */
const NARROW = 560;

interface LineOverlayProps {
  readonly session: ReadingSession;
  readonly view: LiveView;
  readonly shown: Size;
  readonly mirrored: boolean;
  readonly dispatch: Dispatch<SessionAction>;
  readonly onOpenWord: (word: OpenWord) => void;
}

/** The found lines over the picture: outlines in their slope, readings beside them. */
export function LineOverlay(props: LineOverlayProps) {
  const { session, view, shown, mirrored, dispatch, onOpenWord } = props;
  const slots = useRef<ReadonlyMap<number, LabelSlot>>(new Map());
  const byId = new Map<number, TranscriptLine>(session.transcript.map((line) => [line.id, line]));
  const lines = view.lines.map((line) => ({
    ...line,
    shape: displayQuad(line.quad, view, shown, mirrored),
    text: textOf(byId.get(line.id) ?? { reading: line.reading, corrections: {} }),
  }));
  const size = shown.width < NARROW ? 'small' : 'normal';
  const labels = placeLabels(
    lines.map(({ id, shape, text }) => ({
      id,
      quad: shape,
      width: text === '' ? null : labelWidth(text, size),
    })),
    { bounds: shown, labelHeight: LABEL_SIZES[size].height, gap: GAP, previous: slots.current },
  );
  useEffect(() => {
    slots.current = new Map(Array.from(labels, ([id, { slot }]) => [id, slot]));
  });

  return (
    <div className="overlay" data-labels={size}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG cannot be a fieldset. */}
      <svg
        className="outlines"
        viewBox={`0 0 ${shown.width} ${shown.height}`}
        role="group"
        aria-label="Lines found in the picture"
      >
        {lines.map(({ id, shape, text, status, reading }, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a slanted outline cannot be a button element.
          <g
            key={id}
            className="outline"
            data-status={status}
            data-line={id}
            data-lit={session.litLine === id || undefined}
            role="button"
            tabIndex={0}
            aria-label={`Line ${index + 1}: ${text || 'not read yet'}${status === 'unsure' ? ', unsure' : ''}`}
            onPointerEnter={(event) => {
              // A finger that lifts sends no leave in time: only a mouse lights by hovering.
              if (event.pointerType === 'mouse') dispatch({ type: 'light', lineId: id });
            }}
            onPointerLeave={() => dispatch({ type: 'light', lineId: null })}
            onFocus={() => dispatch({ type: 'light', lineId: id })}
            onBlur={() => dispatch({ type: 'light', lineId: null })}
            onClick={() => reading && onOpenWord({ lineId: id, index: 0 })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !reading) return;
              // Else the same key press would be the popover's, which submits on Enter.
              event.preventDefault();
              onOpenWord({ lineId: id, index: 0 });
            }}
          >
            <polygon className="outline-casing" points={svgPoints(shape)} />
            <polygon className="outline-marker" points={svgPoints(shape)} />
            {session.held &&
              reading?.words.map((word, wordIndex) => (
                // biome-ignore lint/a11y/noStaticElementInteractions: the same words are buttons in the panel.
                <polygon
                  // biome-ignore lint/suspicious/noArrayIndexKey: a held line's words do not move.
                  key={wordIndex}
                  className="outline-word"
                  points={svgPoints(
                    mirrored
                      ? wordQuad(shape, 1 - word.end, 1 - word.start)
                      : wordQuad(shape, word.start, word.end),
                  )}
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpenWord({ lineId: id, index: wordIndex });
                  }}
                />
              ))}
          </g>
        ))}
      </svg>
      {lines.map(({ id, text, status }) => {
        const label = labels.get(id);
        const lit = session.litLine === id;
        if (!label || (label.slot === 'own' && !lit)) return null;
        return <LineLabel key={id} label={label} text={text} status={status} lit={lit} />;
      })}
    </div>
  );
}
