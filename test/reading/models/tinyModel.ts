import { createHash } from 'node:crypto';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { ModelFiles } from '../../../src/reading/models/modelFiles.ts';

/** Px of the picture for one cell of the tiny detector. */
export const TINY_STRIDE = 8;
/** The tiny detector's only prior box: width and height, px. */
export const TINY_PRIOR = [12, 10] as const;

/** Files of a model folder by name, and how to hand them to the engine. */
export type Folder = Map<string, Uint8Array<ArrayBuffer>>;

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function manifestFile(path: string, bytes: Uint8Array) {
  return {
    path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

export const COMMON = {
  manifestVersion: 1,
  version: '2026.11.22',
  licence: 'Apache-2.0',
  attribution: ['Somebody'],
  metrics: { f1: 0.5 },
  trainedOn: ['something'],
};

/**
 * A detector small enough to know its answers: the mean colour of each 8 × 8 cell gives the scores,
 * `ink` where the cell is dark and `blue` where it is blue, and every box is its prior.
 */
export function tinyDetector(name = 'tiny-detector'): Folder {
  const weights = new Float32Array([
    // 1 × 1 convolution [3, 2]: rows are red, green, blue, columns the classes.
    -0.05,
    -0.05,
    -0.05,
    -0.05,
    -0.05,
    0.05,
    // Its bias: a black cell is ink (logit 4), a blue one blue (logit 4.75).
    4,
    -8,
    // Convolution [3, 4] of the regressions: always zero.
    ...new Array<number>(12).fill(0),
  ]);
  const bin = new Uint8Array(weights.buffer);
  const shapes = new Uint8Array(new Int32Array([1, -1, 2, 1, -1, 4]).buffer);
  const model = bytesOf(JSON.stringify(TINY_MODEL));
  const manifest = {
    ...COMMON,
    name,
    kind: 'detector',
    files: [
      manifestFile('model.json', model),
      manifestFile('weights.bin', bin),
      manifestFile('shapes.bin', shapes),
    ],
    detector: {
      classes: ['ink', 'blue'],
      input: { liveLongSide: 64, stillLongSide: 128, multiple: 32 },
      priors: { levels: [{ stride: TINY_STRIDE, boxes: [TINY_PRIOR] }] },
      variances: [0.1, 0.1, 0.2, 0.2],
      scoreThreshold: 0.4,
      iouThreshold: 0.45,
    },
  };
  return new Map([
    [`${name}/manifest.json`, bytesOf(JSON.stringify(manifest))],
    [`${name}/model.json`, model],
    [`${name}/weights.bin`, bin],
    [`${name}/shapes.bin`, shapes],
  ]);
}

/** Reads from memory, telling of two halves of every file. */
export function filesIn(folder: Folder): ModelFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async read(path, { onBytes, signal } = {}) {
      asked.push(path);
      const bytes = folder.get(path);
      if (bytes === undefined) throw new ReadingError('model-missing', { detail: path });
      if (signal?.aborted) throw new ReadingError('cancelled');
      onBytes?.(bytes.length >> 1);
      await Promise.resolve();
      onBytes?.(bytes.length);
      return bytes;
    },
  };
}

const FLOAT = { type: 'DT_FLOAT' };
const INT = { type: 'DT_INT32' };
const SAME = { s: Buffer.from('SAME').toString('base64') };
const NHWC = { s: Buffer.from('NHWC').toString('base64') };
const ints = (...values: number[]) => ({ list: { i: values.map(String) } });

function constant(name: string, type: typeof FLOAT, ...shape: number[]) {
  const tensorShape = { dim: shape.map((size) => ({ size: String(size) })) };
  return {
    name,
    op: 'Const',
    attr: { dtype: type, value: { tensor: { dtype: type.type, tensorShape } } },
  };
}

function convolution(name: string, input: string, filter: string) {
  return {
    name,
    op: 'Conv2D',
    input: [input, filter],
    attr: {
      T: FLOAT,
      strides: ints(1, 1, 1, 1),
      dilations: ints(1, 1, 1, 1),
      padding: SAME,
      data_format: NHWC,
    },
  };
}

const reshape = (name: string, input: string, shape: string) => ({
  name,
  op: 'Reshape',
  input: [input, shape],
  attr: { T: FLOAT, Tshape: INT },
});

const TINY_MODEL = {
  format: 'graph-model',
  modelTopology: {
    versions: { producer: 1, minConsumer: 1 },
    library: {},
    node: [
      {
        name: 'image',
        op: 'Placeholder',
        attr: {
          dtype: FLOAT,
          shape: {
            shape: { dim: [{ size: '1' }, { size: '-1' }, { size: '-1' }, { size: '3' }] },
          },
        },
      },
      constant('score/filter', FLOAT, 1, 1, 3, 2),
      constant('score/bias', FLOAT, 2),
      constant('score/shape', INT, 3),
      constant('box/filter', FLOAT, 1, 1, 3, 4),
      constant('box/shape', INT, 3),
      {
        name: 'cells',
        op: 'AvgPool',
        input: ['image'],
        attr: {
          T: FLOAT,
          ksize: ints(1, TINY_STRIDE, TINY_STRIDE, 1),
          strides: ints(1, TINY_STRIDE, TINY_STRIDE, 1),
          padding: SAME,
          data_format: NHWC,
        },
      },
      convolution('score/conv', 'cells', 'score/filter'),
      {
        name: 'score/sum',
        op: 'AddV2',
        input: ['score/conv', 'score/bias'],
        attr: { T: FLOAT },
      },
      reshape('scores', 'score/sum', 'score/shape'),
      convolution('box/conv', 'cells', 'box/filter'),
      reshape('boxes', 'box/conv', 'box/shape'),
    ],
  },
  weightsManifest: [
    {
      paths: ['weights.bin', 'shapes.bin'],
      weights: [
        { name: 'score/filter', shape: [1, 1, 3, 2], dtype: 'float32' },
        { name: 'score/bias', shape: [2], dtype: 'float32' },
        { name: 'box/filter', shape: [1, 1, 3, 4], dtype: 'float32' },
        { name: 'score/shape', shape: [3], dtype: 'int32' },
        { name: 'box/shape', shape: [3], dtype: 'int32' },
      ],
    },
  ],
};
