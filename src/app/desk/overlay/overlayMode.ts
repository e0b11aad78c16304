import { OVERLAYS, type Settings } from '../../settings/settings.ts';

/** What is seen where ink was found: its text in its place, the ink, or both side by side. */
export type OverlayMode = Settings['overlay'];

export const OVERLAY_WORDS: Readonly<Record<OverlayMode, string>> = {
  text: 'Text over ink',
  ink: 'Ink',
  beside: 'Text beside',
};

/** The mode after this one, round and round. */
export function nextMode(mode: OverlayMode): OverlayMode {
  return OVERLAYS[(OVERLAYS.indexOf(mode) + 1) % OVERLAYS.length] ?? 'text';
}

/** What a press and hold shows: the ink under the text, or the text over the ink. */
export function peekMode(mode: OverlayMode): OverlayMode {
  return mode === 'ink' ? 'text' : 'ink';
}
