import type { CSSProperties, Dispatch, KeyboardEvent, MouseEvent } from 'react';
import type { LiveView } from '../../../worker/client.ts';
import { displayQuad, type Size, svgPoints } from '../../stage/displayGeometry.ts';
import type { OpenWord, ReadingSession, WordAction } from '../../transcript/readingSession.ts';
import { type TranscriptLine, textOf } from '../../transcript/transcript.ts';
import { InkLine } from './InkLine.tsx';
import './overlay.css';

interface LineOverlayProps {
  readonly session: ReadingSession;
  readonly view: LiveView;
  readonly shown: Size;
  readonly mirrored: boolean;
  /** The tinted ink, the text set over it, or the text alone on paper. */
  readonly look: 'ink' | 'text' | 'paper';
  readonly dispatch: Dispatch<WordAction>;
  readonly onOpenWord: (word: OpenWord) => void;
}

/** The found lines over the picture: a tint on the ink, and the text in the ink's own place. */
export function LineOverlay(props: LineOverlayProps) {
  const { session, view, shown, mirrored, look, dispatch, onOpenWord } = props;
  const known = new Map<number, TranscriptLine>(session.transcript.map((line) => [line.id, line]));
  const lines = view.lines.map((line) => {
    const { reading, corrections } = known.get(line.id) ?? { reading: null, corrections: {} };
    const corrected = Object.keys(corrections).length > 0;
    return {
      ...line,
      shape: displayQuad(line.quad, view, shown, mirrored),
      // Corrections are of the words that were read when they were made.
      reading: corrected ? reading : (line.reading ?? reading),
      corrections,
    };
  });
  const light = (lineId: number | null): void => dispatch({ type: 'light', lineId });
  const open = (event: MouseEvent | KeyboardEvent): boolean => {
    const at = placeOf(event.target);
    const line = lines.find(({ id }) => id === at?.lineId);
    if (at === null || !line?.reading) return false;
    onOpenWord(at);
    return true;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      className="overlay"
      data-look={look}
      role="group"
      aria-label={look === 'paper' ? 'The text in its places' : 'Lines found in the picture'}
      onPointerOver={(event) => {
        // A finger that lifts sends no leave in time: only a mouse lights by hovering.
        if (event.pointerType === 'mouse') light(placeOf(event.target)?.lineId ?? null);
      }}
      onPointerLeave={() => light(null)}
      onFocus={(event) => light(placeOf(event.target)?.lineId ?? null)}
      onBlur={() => light(null)}
      onClick={(event) => {
        // The end of a selection is not a click.
        if (getSelection()?.isCollapsed ?? true) open(event);
      }}
      onKeyDown={(event) => {
        // Else the same key press would be the popover's, which submits on Enter.
        if (event.key === 'Enter' && open(event)) event.preventDefault();
      }}
    >
      <svg className="tints" viewBox={`0 0 ${shown.width} ${shown.height}`} aria-hidden="true">
        {lines.map(({ id, shape, status, reading }) => (
          <polygon
            key={id}
            className="tint"
            data-status={status}
            data-lit={session.litLine === id || undefined}
            points={svgPoints(shape)}
            style={{ '--sure': (reading?.confidence ?? 0).toFixed(2) } as CSSProperties}
          />
        ))}
      </svg>
      {lines.map(({ id, shape, status, reading, corrections }, index) => (
        <InkLine
          key={id}
          id={id}
          shape={shape}
          status={status}
          reading={reading}
          corrections={corrections}
          lit={session.litLine === id}
          fromRight={mirrored && look === 'ink'}
          label={`Line ${index + 1}: ${textOf({ reading, corrections }) || 'not read yet'}${status === 'unsure' ? ', unsure' : ''}`}
        />
      ))}
    </div>
  );
}

/** The word that an element of the overlay stands for; of a line, its first. */
function placeOf(target: EventTarget): OpenWord | null {
  if (!(target instanceof Element)) return null;
  const line = target.closest('[data-line]')?.getAttribute('data-line');
  if (line === null || line === undefined) return null;
  const index = target.closest('[data-index]')?.getAttribute('data-index');
  return { lineId: Number(line), index: Number(index ?? 0), from: 'picture' };
}
