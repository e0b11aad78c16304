/** A value that is made when it is first asked for; a failed making is forgotten, so it can be tried again. */
export interface Lazy<Value> {
  get(): Promise<Value>;
  /** The value if it was ever asked for: for giving it back at the end. */
  made(): Promise<Value> | null;
}

export function lazily<Value>(make: () => Promise<Value>): Lazy<Value> {
  let made: Promise<Value> | null = null;
  return {
    get() {
      made ??= make().catch((error: unknown) => {
        made = null;
        throw error;
      });
      return made;
    },
    made: () => made,
  };
}
