import { useCallback, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { NOTEBOOK, SCREENS, type ScreenName } from '../screens.ts';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { OnDeviceDialog } from './OnDeviceDialog.tsx';
import './shell.css';

type OpenDialog = 'none' | 'on-device' | 'settings';

/** Name, screens, what stays on the device, settings. On a phone the screens lie at the bottom. */
export function Bar({ screen }: { readonly screen: ScreenName }) {
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const close = useCallback(() => setDialog('none'), []);
  return (
    <>
      <a className="skip" href={`#${screen}`} onClick={focusScreen}>
        Skip to the picture
      </a>
      <header className="bar">
        <span className="wordmark">
          <Mark />
          Handlens
        </span>
        <nav className="screens" aria-label="Screens">
          {SCREENS.map(({ name, label, icon }) => (
            <a key={name} href={`#${name}`} aria-current={name === screen ? 'page' : undefined}>
              <Icon name={icon} />
              {label}
            </a>
          ))}
        </nav>
        <div className="bar-tools">
          <a
            className="button quiet"
            href={`#${NOTEBOOK.name}`}
            title={NOTEBOOK.label}
            aria-current={screen === NOTEBOOK.name ? 'page' : undefined}
          >
            <Icon name={NOTEBOOK.icon} />
            <span>{NOTEBOOK.label}</span>
          </a>
          <button type="button" className="button quiet" onClick={() => setDialog('on-device')}>
            <Icon name="shield" />
            <span>On this device</span>
          </button>
          <button
            type="button"
            className="button quiet icon-only"
            aria-label="Settings"
            onClick={() => setDialog('settings')}
          >
            <Icon name="settings" />
          </button>
        </div>
      </header>
      {dialog === 'on-device' && <OnDeviceDialog onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} />}
    </>
  );
}

function focusScreen(event: { preventDefault(): void }): void {
  event.preventDefault();
  document
    .querySelector<HTMLElement>('#screen :is(button, a, input, [tabindex="0"]):not([disabled])')
    ?.focus();
}

/** A found line, as it looks over a picture: the name's own sign. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 30 22" aria-hidden="true" focusable="false">
      <path className="mark-casing" d="M3 6.500 26 3l1.200 12L4.200 18.500Z" />
      <path className="mark-outline" d="M3 6.500 26 3l1.200 12L4.200 18.500Z" />
      <path
        className="mark-ink"
        d="M7.500 13.500c.5-2.600 1.500-5 2.200-5 .9 0-1 4.600-.2 4.600 1 0 1.400-3.200 2.600-3.200.9 0-.4 2.700.5 2.700 1 0 1.400-3.700 2.400-3.700.8 0-.4 3.300.5 3.300 1 0 1.200-2 2.200-2 .7 0 .2 1.200.8 1.200s1.300-.5 2.600-1.300"
      />
    </svg>
  );
}
