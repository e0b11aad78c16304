import { useSyncExternalStore } from 'react';

/** A small value that is kept in this browser and shown wherever it is used. */
export interface StoredValue<Value extends object> {
  get(): Value;
  /** Changes a part, for this visit and the next ones. */
  change(part: Partial<Value>): void;
  /** React: the value, kept up to date. */
  use(): Value;
}

/**
 * A value in `localStorage`, as JSON.
 * @param parse gives a whole value of whatever was stored, null where nothing was
 */
export function storedValue<Value extends object>(
  key: string,
  parse: (stored: string | null) => Value,
): StoredValue<Value> {
  let current: Value | null = null;
  const listeners = new Set<() => void>();

  function recall(): Value {
    try {
      return parse(localStorage.getItem(key));
    } catch {
      return parse(null);
    }
  }
  function get(): Value {
    current ??= recall();
    return current;
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    get,
    change(part) {
      current = { ...get(), ...part };
      try {
        localStorage.setItem(key, JSON.stringify(current));
      } catch {
        // Storage may be forbidden: the change then lasts as long as the page.
      }
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

/** Stored JSON as an object to look into; empty where it is missing or damaged. */
export function storedObject(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(stored ?? 'null');
    if (typeof data === 'object' && data !== null) return data as Readonly<Record<string, unknown>>;
  } catch {
    // Damaged storage is no reason to stop: the defaults are good.
  }
  return {};
}

/** The value where it is one of the choices, else another. */
export function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  return choices.find((choice) => choice === value) ?? otherwise;
}
