import type { PenMode } from '../../reading/air/penState.ts';
import { Choice } from '../settings/Choice.tsx';
import { changeAirSettings, PEN_MODES, useAirSettings } from './airSettings.ts';

const LABELS: Readonly<Record<PenMode, string>> = {
  auto: 'Automatic',
  hide: 'Hide',
  hold: 'Hold',
  dwell: 'Rest',
};

const NOTES: Readonly<Record<PenMode, string>> = {
  auto: 'It writes while it is seen; quick straight moves between letters leave no ink.',
  hide: 'It writes while it is seen. Turn it away or cover it to lift it.',
  hold: 'It writes only while you hold Space or press the picture.',
  dwell: 'Rest on a spot to put it down; rest again to lift it.',
};

/** How the pen is lifted between letters and words. */
export function PenModeChoice() {
  const { penMode } = useAirSettings();
  return (
    <Choice
      label="Lift the pen"
      choices={PEN_MODES.map((value) => ({ value, label: LABELS[value] }))}
      value={penMode}
      onChange={(next) => changeAirSettings({ penMode: next })}
      note={NOTES[penMode]}
    />
  );
}
