import { Dialog } from '../dialog/Dialog.tsx';
import { useReaderState } from '../reader/ReaderContext.tsx';
import { Choice } from './Choice.tsx';
import { EngineSetting } from './EngineSetting.tsx';
import { LanguagesSetting } from './LanguagesSetting.tsx';
import { BACKENDS, changeSettings, THEMES, useSettings } from './settings.ts';
import './settings.css';

const THEME_LABELS = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;
const BACKEND_LABELS = {
  auto: 'Fastest here',
  wasm: 'Processor',
  webgl: 'Graphics',
} as const;

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const settings = useSettings();
  const reader = useReaderState();
  return (
    <Dialog title="Settings" onClose={onClose}>
      <Choice
        label="Colours"
        choices={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
        value={settings.theme}
        onChange={(theme) => changeSettings({ theme })}
      />
      <EngineSetting />
      <LanguagesSetting />
      <Choice
        label="Calculate with"
        choices={BACKENDS.map((value) => ({ value, label: BACKEND_LABELS[value] }))}
        value={settings.backend}
        onChange={(backend) => changeSettings({ backend })}
        note={
          reader.kind === 'ready'
            ? `Now: ${reader.backend}. A change starts the reader anew.`
            : 'A change starts the reader anew.'
        }
      />
      <label className="setting-check">
        <input
          type="checkbox"
          checked={settings.mirror}
          onChange={(event) => changeSettings({ mirror: event.target.checked })}
        />
        <span className="setting-words">
          Mirror the camera preview
          <small>Only what you see is turned; writing is always read the right way round.</small>
        </span>
      </label>
    </Dialog>
  );
}
