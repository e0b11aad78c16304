import { Choice } from './Choice.tsx';
import { changeSettings, ENGINES, useSettings } from './settings.ts';

const ENGINE_LABELS = {
  auto: 'Automatic',
  handwriting: 'Handwriting',
  printed: 'Print',
} as const;

/** Which engine reads the lines: by their look, or always the same. */
export function EngineSetting() {
  const { engine } = useSettings();
  return (
    <Choice
      label="Read lines as"
      choices={ENGINES.map((value) => ({ value, label: ENGINE_LABELS[value] }))}
      value={engine}
      onChange={(next) => changeSettings({ engine: next })}
    />
  );
}
