import { Icon } from '../../icons/Icon.tsx';
import { nextMode, OVERLAY_WORDS, type OverlayMode } from './overlayMode.ts';

interface OverlaySwitchProps {
  readonly mode: OverlayMode;
  readonly onSwitch: () => void;
}

/** What is seen where ink was found, and a press to the next way of seeing it. */
export function OverlaySwitch({ mode, onSwitch }: OverlaySwitchProps) {
  return (
    <button
      type="button"
      className="button quiet"
      aria-keyshortcuts="t"
      title={`Next: ${OVERLAY_WORDS[nextMode(mode)]}. Press and hold the picture for a look under it.`}
      onClick={onSwitch}
    >
      <Icon name={mode === 'ink' ? 'pen' : mode === 'text' ? 'textOnInk' : 'beside'} />
      <span className="tool-words">{OVERLAY_WORDS[mode]}</span>
      <kbd>T</kbd>
    </button>
  );
}
