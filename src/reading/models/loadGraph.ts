import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { dispose, io, ones, type Tensor } from '@tensorflow/tfjs-core';
import { ReadingError, throwIfAborted } from '../errors.ts';
import { type LoadedModel, loadBytes, type ModelOptions } from './loadModel.ts';
import type { Manifest, ManifestOf } from './manifest.ts';
import type { ModelFiles } from './modelFiles.ts';

/** Kinds of models that are TF.js graphs. */
export type GraphKind = 'detector' | 'reader';

export interface GraphOptions<Kind extends GraphKind> extends ModelOptions {
  readonly kind: Kind;
  /** Shape of `image` for one run that compiles and allocates before the first picture comes. */
  readonly warmUp?: readonly number[];
}

export interface LoadedGraph<Kind extends GraphKind> {
  readonly manifest: ManifestOf<Kind>;
  /** Its weights lie on the backend that was set while it was built. */
  readonly graph: GraphModel;
}

/** What a graph is built from: any loaded model that has a `model.json`. */
export interface GraphFiles {
  readonly manifest: Pick<Manifest, 'name' | 'kind'>;
  readonly bytes: LoadedModel['bytes'];
}

/**
 * Loads a model's files, builds its graph on the current backend, and runs it once.
 * @param name folder in `public/models`
 * @throws ReadingError as `loadBytes` and `buildGraph`
 */
export async function loadGraph<Kind extends GraphKind>(
  files: ModelFiles,
  name: string,
  options: GraphOptions<Kind>,
): Promise<LoadedGraph<Kind>> {
  const loaded = await loadBytes(files, name, options.kind, options);
  const graph = await buildGraph(loaded);
  try {
    throwIfAborted(options.signal);
    if (options.warmUp !== undefined) await warmUp(graph, options.warmUp);
    throwIfAborted(options.signal);
  } catch (error) {
    graph.dispose();
    throw error;
  }
  return { manifest: loaded.manifest, graph };
}

/**
 * Builds a TF.js graph from `model.json` and its shards in memory, on the current backend.
 * @throws ReadingError `model-invalid` where TF.js cannot make a graph of them
 */
export async function buildGraph(loaded: GraphFiles): Promise<GraphModel> {
  const { manifest } = loaded;
  try {
    return await loadGraphModel(io.fromMemory(artifactsOf(loaded)));
  } catch (cause) {
    if (cause instanceof ReadingError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReadingError('model-invalid', {
      cause,
      detail: `${manifest.name}/model.json: ${reason}`,
    });
  }
}

/** Runs a graph once on a blank input of the given shape. */
export async function warmUp(graph: GraphModel, shape: readonly number[]): Promise<void> {
  const image = ones([...shape]);
  let outputs: Tensor | Tensor[] = [];
  try {
    outputs = graph.execute({ image });
    for (const output of Array.isArray(outputs) ? outputs : [outputs]) await output.data();
  } finally {
    dispose(outputs);
    image.dispose();
  }
}

function artifactsOf({ manifest, bytes }: GraphFiles): io.ModelArtifacts {
  const fail = (what: string): ReadingError =>
    new ReadingError('model-invalid', { detail: `${manifest.name}/model.json ${what}` });
  const json = bytes.get('model.json');
  if (json === undefined) throw fail('is not among the files');
  const model: unknown = JSON.parse(new TextDecoder().decode(json));
  if (!isModelJson(model)) throw fail('has no modelTopology and weightsManifest');

  const shards: ArrayBuffer[] = [];
  for (const path of model.weightsManifest.flatMap((group) => group.paths)) {
    const shard = bytes.get(path);
    if (shard === undefined) throw fail(`names ${path}, which is not among the files`);
    const whole = shard.byteOffset === 0 && shard.byteLength === shard.buffer.byteLength;
    shards.push(whole ? shard.buffer : shard.slice().buffer);
  }
  return {
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: shards,
    ...(model.signature === undefined ? {} : { signature: model.signature }),
  };
}

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly io.WeightsManifestEntry[];
  }[];
  readonly signature?: object;
}

/** The file is one that the manifest vouches for by its hash; only its outline is checked here. */
function isModelJson(value: unknown): value is ModelJson {
  if (typeof value !== 'object' || value === null) return false;
  const { modelTopology, weightsManifest } = value as Partial<Record<keyof ModelJson, unknown>>;
  return (
    typeof modelTopology === 'object' &&
    modelTopology !== null &&
    Array.isArray(weightsManifest) &&
    weightsManifest.every(
      (group: unknown) =>
        typeof group === 'object' &&
        group !== null &&
        'paths' in group &&
        Array.isArray(group.paths) &&
        'weights' in group &&
        Array.isArray(group.weights),
    )
  );
}
