/** A value that is made when it is first asked for; a failed making is forgotten, so it can be tried again. */
export interface Lazy<Value> {
  get(): Promise<Value>;
  /** The value if it is there already; its making is not begun. */
  ready(): Value | null;
  /** The value if it is there already; else its making is begun, unless it is under way. */
  prefetch(): Value | null;
  /** Whether its making is under way. */
  isLoading(): boolean;
  /** The value if it was ever asked for: for giving it back at the end. */
  made(): Promise<Value> | null;
}

export function lazily<Value>(make: () => Promise<Value>): Lazy<Value> {
  let made: Promise<Value> | null = null;
  let value: Value | null = null;

  function get(): Promise<Value> {
    made ??= make().then(
      (ready) => {
        value = ready;
        return ready;
      },
      (error: unknown) => {
        made = null;
        throw error;
      },
    );
    return made;
  }

  return {
    get,
    ready: () => value,
    prefetch() {
      // Whoever waits for it hears of a failure.
      if (value === null) get().catch(() => {});
      return value;
    },
    isLoading: () => made !== null && value === null,
    made: () => made,
  };
}
