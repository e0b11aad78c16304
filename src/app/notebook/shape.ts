/** Gives the value as its type. @throws ShapeError where it is not of that shape */
export type Shape<Value> = (value: unknown) => Value;

/** Stored or imported data that is not what this version writes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A type as a JSON-like shape that was checked; unknown keys are left out. */
export type Shaped<Of> = Of extends Shape<infer Value> ? Value : never;

function check<Value>(what: string, is: (value: unknown) => value is Value): Shape<Value> {
  return (value) => {
    if (!is(value)) throw new ShapeError(`This is no ${what}.`);
    return value;
  };
}

export const text = check('text', (value) => typeof value === 'string');
export const flag = check('flag', (value) => typeof value === 'boolean');
export const figure = check(
  'number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

export function oneOfTexts<const Text extends string>(...texts: readonly Text[]): Shape<Text> {
  return check(texts.join(' or '), (value): value is Text => texts.some((one) => one === value));
}

export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (value) => (value === null ? null : shape(value));
}

export function listOf<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new ShapeError('This is no list.');
    return value.map((item: unknown) => shape(item));
  };
}

/** An object with any keys. */
export function recordOf<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return (value) =>
    Object.fromEntries(Object.entries(objectOf(value)).map(([key, part]) => [key, shape(part)]));
}

export function fields<Fields extends Record<string, unknown>>(
  shapes: {
    readonly [Key in keyof Fields]: Shape<Fields[Key]>;
  },
): Shape<{ readonly [Key in keyof Fields]: Fields[Key] }> {
  return (value) => {
    const found = objectOf(value);
    const entries = Object.entries<Shape<unknown>>(shapes);
    // Every key is there, each of its own shape.
    return Object.fromEntries(entries.map(([key, shape]) => [key, shape(found[key])])) as Fields;
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError('This is no object.');
  }
  return value as Readonly<Record<string, unknown>>;
}
