/** A value that is made when it is first asked for; a failed making is forgotten, so it can be tried again. */
export interface Lazy<Value> {
  get(): Promise<Value>;
  /** The value if it is there already; else its making is begun, unless it is under way. */
  arrived(): Value | null;
  /** Whether its making is under way. */
  isComing(): boolean;
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
    arrived() {
      // Whoever waits for it hears of a failure.
      if (value === null) get().catch(() => {});
      return value;
    },
    isComing: () => made !== null && value === null,
    made: () => made,
  };
}
