import { ReadingError } from '../errors.ts';

// Fields of a model's description, each checked as it is read: a wrong one is a `model-invalid` that
// names it.

const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;
const MAX_NAME_LENGTH = 100;

export function plainNameOf(value: unknown, field: string): string {
  const name = stringOf(value, field);
  if (name.length > MAX_NAME_LENGTH || !PLAIN_NAME.test(name)) {
    throw invalid(field, 'must be a plain file name');
  }
  return name;
}

export function stringOf(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(field, 'must be a text');
  return value;
}

export function sha256Of(value: unknown, field: string): string {
  const sha256 = stringOf(value, field);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw invalid(field, 'must be 64 lower-case hex digits');
  return sha256;
}

export function stringsOf(value: unknown, field: string): readonly string[] {
  return arrayOf(value, field, 0, 1000).map((entry, index) =>
    stringOf(entry, `${field}[${index}]`),
  );
}

export function numberOf(
  value: unknown,
  field: string,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw invalid(field, 'must be a number');
  if (value < least || value > most) throw invalid(field, `must be from ${least} to ${most}`);
  return value;
}

export function booleanOf(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') throw invalid(field, 'must be true or false');
  return value;
}

export function integerOf(value: unknown, field: string, least: number, most: number): number {
  const number = numberOf(value, field, least, most);
  if (!Number.isInteger(number)) throw invalid(field, 'must be a whole number');
  return number;
}

export function arrayOf(
  value: unknown,
  field: string,
  least: number,
  most: number,
): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(field, 'must be a list');
  if (value.length < least || value.length > most) {
    throw invalid(field, `must have ${least} to ${most} entries`);
  }
  return value;
}

export function objectOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(field, 'must be an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

export function invalid(field: string, what: string): ReadingError {
  return new ReadingError('model-invalid', { detail: `${field} ${what}` });
}

/** A row of weights of a known length. @throws ReadingError `model-invalid` */
export function weightsIn(entry: unknown, where: string, length: number): readonly number[] {
  return arrayOf(entry, where, length, length).map((weight) => numberOf(weight, where, -1e4, 1e4));
}

/** SHA-256 of weights by the model's name: what a calibration was fitted to. */
export function hashesOf(value: unknown, field: string): Readonly<Record<string, string>> {
  const hashes = Object.entries(objectOf(value, field));
  return Object.fromEntries(
    hashes.map(([name, hash]) => [name, sha256Of(hash, `${field}.${name}`)]),
  );
}

/** Weights of a regression by their names. */
export function regressionOf<Name extends string>(
  value: unknown,
  field: string,
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  const weights = objectOf(value, field);
  const read = names.map((name) => [name, numberOf(weights[name], `${field}.${name}`, -100, 100)]);
  return Object.fromEntries(read) as Record<Name, number>;
}
