import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CustomModelFile } from '../models/customModel.ts';
import { STORED_BYTES, type StoredAs } from '../models/customModelWeights.ts';
import type { LoadedModel } from '../models/loadModel.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { DetectorHead } from './detectorHead.ts';
import { HEAD_PARTS } from './headWeights.ts';
import type { StartingHead } from './startingHead.ts';

/** What is said of a model that was trained here. */
export type TunedDescription = Pick<DetectorManifest, 'name' | 'version' | 'metrics' | 'trainedOn'>;

interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly quantization?: { readonly dtype: StoredAs };
}

interface ModelJson {
  readonly modelTopology: object;
  readonly signature?: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly WeightEntry[];
  }[];
}

/**
 * The files of a model with other last layers, as `training` exports them: `model.json`,
 * `weights.bin` and `manifest.json`. Weights that did not change keep their bytes.
 */
export function tunedModelFiles(
  { manifest, bytes }: LoadedModel<'detector'>,
  { levels }: DetectorHead,
  { weights, shape, description }: StartingHead,
  about: TunedDescription,
): readonly CustomModelFile[] {
  const changed = new Map<
    string,
    { readonly shape: readonly number[]; readonly data: Uint8Array }
  >();
  const { inputs, hidden, priors, classes } = shape;
  const shapes = {
    inner: [1, 1, inputs, hidden],
    innerBias: [hidden],
    scores: [1, 1, hidden, priors * classes],
    scoresBias: [priors * classes],
    boxes: [1, 1, hidden, priors * 4],
    boxesBias: [priors * 4],
  };
  for (const level of levels) {
    for (const part of HEAD_PARTS) {
      changed.set(level[part], { shape: shapes[part], data: littleEndian(weights[part]) });
    }
    const layout = Int32Array.of(1, -1, classes);
    changed.set(level.scoresShape, { shape: [3], data: littleEndian(layout) });
  }
  // Its files were checked when it was loaded.
  const model = JSON.parse(
    new TextDecoder().decode(bytes.get('model.json') ?? new Uint8Array()),
  ) as ModelJson;
  const entries: WeightEntry[] = [];
  const data: Uint8Array[] = [];
  for (const { paths, weights: group } of model.weightsManifest) {
    const shard = joined(paths.map((path) => bytes.get(path) ?? new Uint8Array()));
    let at = 0;
    for (const entry of group) {
      const { name, shape: size, dtype, quantization } = entry;
      const count = size.reduce((product, side) => product * side, 1);
      const end = at + count * STORED_BYTES[quantization?.dtype ?? dtype];
      const other = changed.get(name);
      entries.push(other === undefined ? entry : { name, shape: other.shape, dtype });
      data.push(other?.data ?? shard.subarray(at, end));
      at = end;
    }
  }
  const graph = encoded({
    format: 'graph-model',
    generatedBy: 'handlens',
    convertedBy: null,
    ...(model.signature === undefined ? {} : { signature: model.signature }),
    modelTopology: model.modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: entries }],
  });
  const files = [
    { name: 'model.json', bytes: graph },
    { name: 'weights.bin', bytes: joined(data) },
  ];
  const { attribution } = manifest;
  const own = {
    manifestVersion: 1,
    name: about.name,
    version: about.version,
    kind: 'detector',
    files: files.map((file) => ({
      path: file.name,
      bytes: file.bytes.length,
      sha256: bytesToHex(sha256(file.bytes)),
    })),
    // Whose pictures they were, and what may be done with them, only their owner can say.
    licence: 'not stated',
    attribution,
    metrics: about.metrics,
    trainedOn: [...manifest.trainedOn, ...about.trainedOn],
    detector: description,
  };
  return [...files, { name: 'manifest.json', bytes: encoded(own) }];
}

function encoded(value: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

/** The bytes of 32-bit numbers in the order that TensorFlow.js reads. */
function littleEndian(values: Float32Array | Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => {
    if (values instanceof Int32Array) view.setInt32(at * 4, value, true);
    else view.setFloat32(at * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
