import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import { loadGraph } from '../../../src/reading/models/loadGraph.ts';
import { WASM_FOLDER } from './tfjsBackends.ts';
import { bytesOf, type Folder, filesIn, manifestFile, tinyDetector } from './tinyModel.ts';

const NAME = 'tiny-detector';

function withModelJson(change: (model: Record<string, unknown>) => unknown): Folder {
  const folder = tinyDetector();
  const text = new TextDecoder().decode(folder.get(`${NAME}/model.json`));
  const model = bytesOf(JSON.stringify(change(JSON.parse(text))));
  const manifest = JSON.parse(new TextDecoder().decode(folder.get(`${NAME}/manifest.json`)));
  manifest.files[0] = manifestFile('model.json', model);
  folder.set(`${NAME}/model.json`, model);
  folder.set(`${NAME}/manifest.json`, bytesOf(JSON.stringify(manifest)));
  return folder;
}

describe.each(['wasm', 'cpu'] as const)('loadGraph on %s', (backend) => {
  beforeAll(async () => {
    const choice = await chooseBackend({ wasmPaths: WASM_FOLDER, override: backend });
    expect(choice.backend).toBe(backend);
  });

  it('builds a graph that computes, and frees everything with it', async () => {
    const before = tf.memory().numTensors;
    const { graph, manifest } = await loadGraph(filesIn(tinyDetector()), NAME, {
      kind: 'detector',
      warmUp: [1, 32, 64, 3],
    });
    expect(manifest.name).toBe(NAME);
    const image = tf.zeros([1, 16, 8, 3]);
    const [scores, boxes] = graph.execute({ image }, ['scores', 'boxes']) as tf.Tensor[];
    expect(scores?.shape).toEqual([1, 2, 2]);
    expect(boxes?.shape).toEqual([1, 2, 4]);
    expect([...((await scores?.data()) ?? [])]).toEqual([4, -8, 4, -8]);
    tf.dispose([image, scores ?? [], boxes ?? []]);
    graph.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves nothing behind when cancelled after the download', async () => {
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const total = [...tinyDetector()].reduce(
      (sum, [path, bytes]) => sum + (path.endsWith('manifest.json') ? 0 : bytes.length),
      0,
    );
    const loading = loadGraph(filesIn(tinyDetector()), NAME, {
      kind: 'detector',
      signal: abort.signal,
      onProgress: ({ loadedBytes }) => {
        if (loadedBytes === total) queueMicrotask(() => abort.abort());
      },
    });
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what is no graph', async () => {
    for (const folder of [
      withModelJson(() => ({ hello: 'world' })),
      withModelJson((model) => ({
        ...model,
        weightsManifest: [{ paths: ['x.bin'], weights: [] }],
      })),
      withModelJson((model) => ({
        ...model,
        modelTopology: { node: [{ name: 'image', op: 'NoSuchOp' }] },
      })),
    ]) {
      await expect(
        loadGraph(filesIn(folder), NAME, { kind: 'detector', warmUp: [1, 32, 32, 3] }),
      ).rejects.toMatchObject({ code: 'model-invalid' });
    }
  });
});
