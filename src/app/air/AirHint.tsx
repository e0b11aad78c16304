import { useEffect, useState } from 'react';
import type { AirPhase } from '../../reading/air/airWriter.ts';
import type { PenMode } from '../../reading/air/penState.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';

interface AirHintProps {
  readonly tool: 'marker' | 'hand';
  readonly phase: AirPhase | null;
  readonly penMode: PenMode;
  readonly hasInk: boolean;
}

/** A marker that is hidden to lift the pen must not be asked for at once, ms. */
const PATIENCE_MS = 4000;

/** What would help now; empty as long as there is nothing to say. */
export function AirHint(props: AirHintProps) {
  const { phase } = props;
  const [waited, setWaited] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each phase is waited for anew.
  useEffect(() => {
    setWaited(false);
    const timer = setTimeout(() => setWaited(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  const hint = hintOf(props, waited);
  return (
    <p className="hint" role="status" data-shown={hint !== null || undefined}>
      {hint && (
        <>
          <Icon name={hint.icon} />
          {hint.words}
        </>
      )}
    </p>
  );
}

function hintOf(
  { tool, phase, penMode, hasInk }: AirHintProps,
  waited: boolean,
): { readonly icon: IconName; readonly words: string } | null {
  if (phase === null) return null;
  if (tool === 'hand') {
    if (phase === 'tracking') {
      return hasInk ? null : { icon: 'hand', words: 'Pinch thumb and index finger to write.' };
    }
    return waited || !hasInk ? { icon: 'hand', words: 'Hold one hand up to the camera.' } : null;
  }
  if (phase === 'searching') return { icon: 'pen', words: 'Hold your marker up to the camera.' };
  if (phase === 'lost' && waited) return { icon: 'pen', words: 'The marker is out of sight.' };
  if (phase === 'tracking' && !hasInk) {
    if (penMode === 'hold') {
      return { icon: 'pen', words: 'Hold Space, or press the picture, to write.' };
    }
    if (penMode === 'dwell') return { icon: 'pen', words: 'Rest on a spot to put the pen down.' };
  }
  return null;
}
