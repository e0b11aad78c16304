import * as v from 'valibot';

/** Stored or imported data that is not what this version writes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** The value as its type, unknown keys left out. @throws ShapeError where it is not of that shape */
export function shaped<Value>(schema: v.GenericSchema<unknown, Value>, value: unknown): Value {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return output;
  throw new ShapeError(v.summarize(issues));
}
