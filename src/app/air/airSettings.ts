import type { MarkerColour } from '../../reading/air/markerColour.ts';
import type { PenMode } from '../../reading/air/penState.ts';
import { oneOf, storedObject, storedValue } from '../storage/storedValue.ts';

export const PEN_MODES = ['auto', 'hide', 'hold', 'dwell'] as const satisfies readonly PenMode[];

/** What is written with: a coloured thing, thumb and index finger, or a pointer on the page. */
export const WRITING_TOOLS = ['marker', 'hand', 'pad'] as const;
export type WritingTool = (typeof WRITING_TOOLS)[number];

/** What a person chose for air-writing; kept in this browser. */
export interface AirSettings {
  readonly penMode: PenMode;
  /** The marker's colour as it was learnt last. */
  readonly colour: MarkerColour | null;
  /** The camera used last for writing; it faces the writer. */
  readonly cameraId: string | null;
  /** The first-run guide was seen or skipped. */
  readonly guideSeen: boolean;
}

/** Settings out of stored text; whatever is missing or not understood takes its default. */
export function parseAirSettings(stored: string | null): AirSettings {
  const found = storedObject(stored);
  return {
    penMode: oneOf(found.penMode, PEN_MODES, 'auto'),
    colour: isMarkerColour(found.colour) ? found.colour : null,
    cameraId: typeof found.cameraId === 'string' ? found.cameraId : null,
    guideSeen: found.guideSeen === true,
  };
}

const COLOUR_PARTS = [
  'u',
  'v',
  'uu',
  'vv',
  'uv',
  'luma',
] as const satisfies readonly (keyof MarkerColour)[];

function isMarkerColour(value: unknown): value is MarkerColour {
  if (typeof value !== 'object' || value === null) return false;
  const parts = value as Readonly<Record<string, unknown>>;
  return (
    COLOUR_PARTS.every((part) => Number.isFinite(parts[part])) &&
    (parts.size === null || Number.isFinite(parts.size))
  );
}

const settings = storedValue('handlens.air', parseAirSettings);

export function changeAirSettings(change: Partial<AirSettings>): void {
  settings.change(change);
}

export function useAirSettings(): AirSettings {
  return settings.use();
}
