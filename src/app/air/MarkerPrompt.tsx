import type { AirPhase } from '../../reading/air/airWriter.ts';
import type { MarkerColour } from '../../reading/air/markerColour.ts';
import type { AirCommand } from '../../worker/client.ts';
import { Icon } from '../icons/Icon.tsx';
import { useTouch } from '../useTouch.ts';
import { markerSwatch } from './markerSwatch.ts';
import './prompts.css';

interface MarkerPromptProps {
  readonly phase: AirPhase | null;
  /** The colour that was found, as long as nothing is written with it. */
  readonly colour: MarkerColour | null;
  readonly command: (command: AirCommand) => void;
}

/** Asks for the marker's colour, by waving it or by pointing at it, and shows what was found. */
export function MarkerPrompt({ phase, colour, command }: MarkerPromptProps) {
  const touch = useTouch();
  const point = touch ? 'Tap' : 'Click';
  if (phase === 'no-colour') {
    return (
      <div className="marker-prompt" role="status">
        <p className="marker-prompt-title">Show me your marker</p>
        <p>
          {point} it in the picture.{' '}
          <span className="marker-prompt-more">Anything in a strong colour will do.</span>
        </p>
        <button type="button" className="button" onClick={() => command({ do: 'calibrate' })}>
          <Icon name="wave" />
          Find it while I wave it
        </button>
      </div>
    );
  }
  if (phase === 'calibrating') {
    return (
      <div className="marker-prompt" role="status">
        <p className="marker-prompt-title">Wave your marker</p>
        <p>
          Anything in a strong colour, the rest still.{' '}
          <span className="marker-prompt-more">Or {point.toLowerCase()} it in the picture.</span>
        </p>
      </div>
    );
  }
  if (phase === 'tracking' && colour !== null) {
    return (
      <p className="marker-found" role="status">
        <span className="swatch" style={{ background: markerSwatch(colour) }} />
        This is your pen. {point} another in the picture to change it.
      </p>
    );
  }
  return null;
}
