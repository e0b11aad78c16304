import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Point } from '../../../src/reading/geometry.ts';

/** A word as it was written: strokes in writing order, x to the right, y down. */
export interface WrittenWord {
  readonly text: string;
  readonly writer: string;
  readonly strokes: readonly (readonly Point[])[];
}

/** A packed file of pen strokes, unpacked word by word. */
export interface StrokePack {
  readonly size: number;
  writerOf(index: number): string;
  textOf(index: number): string;
  word(index: number): WrittenWord;
}

/** Writers whose hash is below this share are kept for validation, as in `training/ink/strokes.py`. */
const VALIDATION_SHARE = 0.12;

export function isValidationWriter(writer: string): boolean {
  const digest = createHash('sha256').update(writer, 'ascii').digest();
  return digest.readUInt32BE(0) / 2 ** 32 < VALIDATION_SHARE;
}

/** Laboratories whose labels do not tell capitals from small letters reliably. */
const UNRELIABLE_CASE = new Set(['cee', 'hpb', 'cec', 'phi']);

export function hasUnreliableCase(writer: string): boolean {
  return UNRELIABLE_CASE.has(writer.split('/')[0] ?? '');
}

interface NumpyArray {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** An array in NumPy's `.npy` format, versions 1 to 3. */
function parseNpy(file: Uint8Array): NumpyArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file[0] !== 0x93 || file[1] !== 0x4e) throw new Error('not a NumPy array');
  const isOld = file[6] === 1;
  const length = isOld ? view.getUint16(8, true) : view.getUint32(8, true);
  const from = isOld ? 10 : 12;
  const header = new TextDecoder('latin1').decode(file.subarray(from, from + length));
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  if (type === undefined || /'fortran_order': True/.test(header)) {
    throw new Error(`an array of a kind that is not read: ${header}`);
  }
  return { type, bytes: file.slice(from + length) };
}

function numbers({ type, bytes }: NumpyArray): ArrayLike<number> {
  const kind = type.slice(1);
  if (kind === 'i1') return new Int8Array(bytes.buffer);
  if (kind === 'u1') return bytes;
  if (kind === 'u2') return new Uint16Array(bytes.buffer);
  if (kind === 'i4') return new Int32Array(bytes.buffer);
  throw new Error(`numbers of a type that is not read: ${type}`);
}

function textRows({ bytes }: NumpyArray): readonly string[] {
  return new TextDecoder('latin1').decode(bytes).replace(/\0+$/, '').split('\n');
}

/** Reads a file in the format of the UNIPEN pack: first points, and int8 steps from point to point. */
export function readStrokePack(path: string): StrokePack {
  const files = unzipSync(readFileSync(path));
  const array = (name: string): NumpyArray => {
    const file = files[`${name}.npy`];
    if (file === undefined) throw new Error(`${path} holds no array "${name}"`);
    return parseNpy(file);
  };
  const labels = textRows(array('label'));
  const writers = textRows(array('writer'));
  const owners = numbers(array('sample_writer'));
  const strokeCounts = numbers(array('sample_strokes'));
  const starts = numbers(array('stroke_start'));
  const pointCounts = numbers(array('stroke_points'));
  const steps = numbers(array('delta'));
  const firstStroke = runningSum(strokeCounts, 0);
  const firstStep = runningSum(pointCounts, -1);
  if (labels.length !== owners.length) throw new Error(`${path}: labels and samples differ`);

  const writerOf = (index: number): string => writers[owners[index] ?? 0] ?? '';
  const textOf = (index: number): string => (labels[index] ?? '').trim().replace(/\s+/g, ' ');

  function stroke(number: number): readonly Point[] {
    let x = starts[2 * number] ?? 0;
    let y = starts[2 * number + 1] ?? 0;
    const points: Point[] = [{ x, y }];
    for (let step = firstStep[number] ?? 0; step < (firstStep[number + 1] ?? 0); step++) {
      x += steps[2 * step] ?? 0;
      y += steps[2 * step + 1] ?? 0;
      points.push({ x, y });
    }
    return points;
  }

  return {
    size: labels.length,
    writerOf,
    textOf,
    word(index) {
      const from = firstStroke[index] ?? 0;
      const count = strokeCounts[index] ?? 0;
      return {
        text: textOf(index),
        writer: writerOf(index),
        strokes: Array.from({ length: count }, (_, i) => stroke(from + i)),
      };
    },
  };
}

function runningSum(counts: ArrayLike<number>, change: number): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    sums[i + 1] = (sums[i] ?? 0) + (counts[i] ?? 0) + change;
  }
  return sums;
}
