import {
  DEFAULT_LANGUAGES,
  type Languages,
  languagesOf,
} from '../../reading/recognizer/languages.ts';
import type { EngineChoice } from '../../reading/results.ts';
import { oneOf, storedObject, storedValue } from '../storage/storedValue.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export const BACKENDS = ['auto', 'wasm', 'webgl'] as const;
export const ENGINES = [
  'auto',
  'handwriting',
  'printed',
] as const satisfies readonly EngineChoice[];

export const OVERLAYS = ['text', 'ink', 'beside'] as const;

/** What a person chose; kept in this browser. */
export interface Settings {
  readonly theme: (typeof THEMES)[number];
  readonly backend: (typeof BACKENDS)[number];
  readonly engine: EngineChoice;
  readonly languages: Languages;
  /** The preview is shown as in a mirror; what is read is never mirrored. */
  readonly mirror: boolean;
  /** What is seen where ink was found. */
  readonly overlay: (typeof OVERLAYS)[number];
  /** The camera used last. */
  readonly cameraId: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'auto',
  backend: 'auto',
  engine: 'auto',
  languages: DEFAULT_LANGUAGES,
  mirror: false,
  overlay: 'text',
  cameraId: null,
};

/** Settings out of stored text; whatever is missing or not understood takes its default. */
export function parseSettings(stored: string | null): Settings {
  const found = storedObject(stored);
  // Once they were those of print alone.
  const languages = found.languages ?? found.printLanguages;
  return {
    theme: oneOf(found.theme, THEMES, DEFAULT_SETTINGS.theme),
    backend: oneOf(found.backend, BACKENDS, DEFAULT_SETTINGS.backend),
    engine: oneOf(found.engine, ENGINES, DEFAULT_SETTINGS.engine),
    languages:
      (Array.isArray(languages) ? languagesOf(languages) : null) ?? DEFAULT_SETTINGS.languages,
    mirror: found.mirror === true,
    overlay: oneOf(found.overlay, OVERLAYS, DEFAULT_SETTINGS.overlay),
    cameraId: typeof found.cameraId === 'string' ? found.cameraId : null,
  };
}

const settings = storedValue('handlens.settings', parseSettings);

/** Changes some settings, for this visit and the next ones. */
export function changeSettings(change: Partial<Settings>): void {
  settings.change(change);
}

export function useSettings(): Settings {
  return settings.use();
}
