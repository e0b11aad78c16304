import type { Known } from './customModelShapes.ts';

/** Sides, paddings and shapes of a detector are smaller; larger ones would fill the memory. */
const MAX_DIMENSION = 65_536;
/** Vectors that say shapes, axes and paddings have no more numbers. */
const FEW = 16;

export type StoredAs = 'float32' | 'int32' | 'float16' | 'uint16' | 'uint8';

/** Bytes of a value as it is stored. */
export const STORED_BYTES: Readonly<Record<StoredAs, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly storedAs: StoredAs;
  readonly count: number;
}

/**
 * The weights of a `model.json` by name: their shapes, and the numbers of short whole ones. They must
 * be exactly the bytes of the files that it names, and finite: one that is not makes every score so.
 * @param files the model's files by name
 * @returns what is wrong with them, as a text, where something is
 */
export function customWeights(
  manifest: unknown,
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Known> | string {
  if (!Array.isArray(manifest)) return 'has no weightsManifest';
  const weights = new Map<string, Known>();
  for (const group of manifest as readonly unknown[]) {
    if (!isRecord(group) || !isTexts(group.paths) || !Array.isArray(group.weights)) {
      return 'has a broken weightsManifest';
    }
    const shards: Uint8Array[] = [];
    for (const path of group.paths) {
      const shard = files.get(path);
      if (shard === undefined) return `names ${path}, which the manifest does not list`;
      shards.push(shard);
    }
    const own: Weight[] = [];
    for (const value of group.weights as readonly unknown[]) {
      const weight = weightOf(value);
      if (typeof weight === 'string') return weight;
      if (weights.has(weight.name)) return `has two weights named ${weight.name}`;
      weights.set(weight.name, { shape: weight.shape, numbers: null });
      own.push(weight);
    }
    const stored = shards.reduce((sum, { length }) => sum + length, 0);
    const stated = own.reduce(
      (sum, { count, storedAs }) => sum + count * STORED_BYTES[storedAs],
      0,
    );
    if (stated !== stored) return `needs ${stated} bytes of weights, the files have ${stored}`;
    const bytes = joined(shards, stored);
    let at = 0;
    for (const { name, shape, storedAs, count } of own) {
      const end = at + count * STORED_BYTES[storedAs];
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, end - at);
      if (!isAllFinite(view, storedAs)) return `has weights ${name} that are no numbers`;
      if (storedAs === 'int32' && count <= FEW) {
        const numbers = Array.from({ length: count }, (_, i) => view.getInt32(4 * i, true));
        weights.set(name, { shape, numbers });
      }
      at = end;
    }
  }
  return weights;
}

function joined(shards: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = shards;
  if (only !== undefined && shards.length === 1) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const shard of shards) {
    bytes.set(shard, at);
    at += shard.length;
  }
  return bytes;
}

/** Whether no value is infinite or none: the exponent of those has all bits set. */
function isAllFinite(view: DataView, storedAs: StoredAs): boolean {
  if (storedAs === 'float32') {
    for (let at = 0; at < view.byteLength; at += 4) {
      if ((view.getUint32(at, true) & 0x7f80_0000) === 0x7f80_0000) return false;
    }
  } else if (storedAs === 'float16') {
    for (let at = 0; at < view.byteLength; at += 2) {
      if ((view.getUint16(at, true) & 0x7c00) === 0x7c00) return false;
    }
  }
  return true;
}

/** A weight as the graph states it, or what is wrong with it. */
function weightOf(value: unknown): Weight | string {
  if (!isRecord(value) || typeof value.name !== 'string') return 'has a weight without name';
  const { name, shape, dtype, quantization } = value;
  const broken = `has a broken weight ${name}`;
  if (!Array.isArray(shape) || shape.length > 6 || !shape.every(isDimension)) return broken;
  if (dtype !== 'float32' && dtype !== 'int32') return broken;
  const count = shape.reduce((product: number, side: number) => product * side, 1);
  if (quantization === undefined) return { name, shape, storedAs: dtype, count };
  if (!isRecord(quantization)) return broken;
  const { dtype: storedAs, min = 0, scale = 1 } = quantization;
  if (!Number.isFinite(min) || !Number.isFinite(scale)) return broken;
  return storedAs === 'float16' || storedAs === 'uint16' || storedAs === 'uint8'
    ? { name, shape, storedAs, count }
    : broken;
}

function isDimension(side: unknown): side is number {
  return typeof side === 'number' && Number.isInteger(side) && side >= 0 && side <= MAX_DIMENSION;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
