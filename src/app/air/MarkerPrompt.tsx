import type { AirPhase } from '../../reading/air/airWriter.ts';
import type { AirCommand } from '../../worker/client.ts';
import { Icon } from '../icons/Icon.tsx';
import { useTouch } from '../useTouch.ts';
import './prompts.css';

interface MarkerPromptProps {
  readonly phase: AirPhase | null;
  readonly command: (command: AirCommand) => void;
}

/** Asks for the marker's colour: by a click on it, or by waving it. */
export function MarkerPrompt({ phase, command }: MarkerPromptProps) {
  const touch = useTouch();
  if (phase === 'no-colour') {
    return (
      <div className="marker-prompt" role="status">
        <p className="marker-prompt-title">Show me your marker</p>
        <p>
          {touch ? 'Tap it in the picture.' : 'Click it in the picture.'}{' '}
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
        <p>Keep the rest still until the ring finds it.</p>
        <button type="button" className="button" onClick={() => command({ do: 'forget-colour' })}>
          Cancel
        </button>
      </div>
    );
  }
  return null;
}
