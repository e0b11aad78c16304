import { useSyncExternalStore } from 'react';
import type { EngineChoice } from '../../reading/results.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export const BACKENDS = ['auto', 'wasm', 'webgl'] as const;
export const ENGINES = [
  'auto',
  'handwriting',
  'printed',
] as const satisfies readonly EngineChoice[];

/** What a person chose; kept in this browser. */
export interface Settings {
  readonly theme: (typeof THEMES)[number];
  readonly backend: (typeof BACKENDS)[number];
  readonly engine: EngineChoice;
  /** The preview is shown as in a mirror; what is read is never mirrored. */
  readonly mirror: boolean;
  /** The camera used last. */
  readonly cameraId: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'auto',
  backend: 'auto',
  engine: 'auto',
  mirror: false,
  cameraId: null,
};

const STORAGE_KEY = 'handlens.settings';

function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  return choices.find((choice) => choice === value) ?? otherwise;
}

/** Settings out of stored text; whatever is missing or not understood takes its default. */
export function parseSettings(stored: string | null): Settings {
  let data: unknown = null;
  try {
    data = JSON.parse(stored ?? 'null');
  } catch {
    // Damaged storage is no reason to stop: the defaults are good.
  }
  if (typeof data !== 'object' || data === null) return DEFAULT_SETTINGS;
  const found = data as Readonly<Record<string, unknown>>;
  return {
    theme: oneOf(found.theme, THEMES, DEFAULT_SETTINGS.theme),
    backend: oneOf(found.backend, BACKENDS, DEFAULT_SETTINGS.backend),
    engine: oneOf(found.engine, ENGINES, DEFAULT_SETTINGS.engine),
    mirror: found.mirror === true,
    cameraId: typeof found.cameraId === 'string' ? found.cameraId : null,
  };
}

function recall(): Settings {
  try {
    return parseSettings(localStorage.getItem(STORAGE_KEY));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

let current: Settings | null = null;
const listeners = new Set<() => void>();

function snapshot(): Settings {
  current ??= recall();
  return current;
}

/** Changes some settings, for this visit and the next ones. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...snapshot(), ...change };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // Storage may be forbidden: the change then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, snapshot);
}
