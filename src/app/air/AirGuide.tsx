import { useEffect, useState } from 'react';
import { changeAirSettings, useAirSettings, type WritingTool } from './airSettings.ts';
import './prompts.css';

/** Paper needs no explaining. */
type CameraTool = Exclude<WritingTool, 'pad'>;

/** Three hints, ten seconds in all. */
const HINT_MS = 3333;

const HINTS: Readonly<Record<CameraTool, readonly [string, string, string]>> = {
  marker: [
    'The ring is your pen. Its colour is remembered; “Other colour” changes it.',
    'Write large. “Lift the pen” says how to make a gap between letters.',
    'Undo, New line and Done wait below. Done keeps the text.',
  ],
  hand: [
    'Hold one hand up. The ring shows where the pen is.',
    'Thumb and index finger together write; apart, the pen is up.',
    'Undo, New line and Done wait below. Done keeps the text.',
  ],
};

/** The first-run guide: it goes on by itself, can be skipped, and never comes again. */
export function AirGuide({ tool }: { readonly tool: CameraTool }) {
  const { guideSeen } = useAirSettings();
  const [step, setStep] = useState(0);
  const hints = HINTS[tool];

  useEffect(() => {
    if (guideSeen) return;
    const timer = setTimeout(() => {
      if (step + 1 < hints.length) setStep(step + 1);
      else changeAirSettings({ guideSeen: true });
    }, HINT_MS);
    return () => clearTimeout(timer);
  }, [guideSeen, step, hints]);

  if (guideSeen) return null;
  return (
    <aside className="air-guide" aria-label="First steps">
      <span className="figure">{step + 1} of 3</span>
      <p role="status">{hints[step]}</p>
      <button
        type="button"
        className="button quiet"
        onClick={() => changeAirSettings({ guideSeen: true })}
      >
        Skip
      </button>
    </aside>
  );
}
