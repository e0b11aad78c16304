import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RasterImage } from '../../../src/reading/image.ts';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import {
  type CustomModelFile,
  customDetectorModel,
} from '../../../src/reading/models/customModel.ts';
import { createCustomDetector } from '../../../src/reading/models/customModelDetector.ts';
import { WASM_FOLDER } from './tfjsBackends.ts';
import { bytesOf, manifestFile, tinyDetector } from './tinyModel.ts';

/** The tiny detector's files as a person would choose them. */
function tinyFiles(): CustomModelFile[] {
  return [...tinyDetector('mine')].map(([path, bytes]) => ({
    name: path.slice('mine/'.length),
    bytes,
  }));
}

function fileOf(files: readonly CustomModelFile[], name: string): CustomModelFile {
  const found = files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

interface ModelJson {
  format: string;
  modelTopology: {
    node: { name: string; op: string; input?: string[] }[];
    library?: unknown;
  };
  weightsManifest: {
    paths: string[];
    weights: { name: string; shape: unknown; dtype: string }[];
  }[];
}

interface ManifestJson {
  kind: string;
  files: unknown[];
  detector: Record<string, unknown> & { input: Record<string, number> };
}

/** The files with another graph or manifest, sizes and hashes made to fit again. */
function changed(
  graph: (model: ModelJson) => void,
  manifest: (value: ManifestJson) => void = () => {},
): CustomModelFile[] {
  const files = tinyFiles();
  const model = JSON.parse(new TextDecoder().decode(fileOf(files, 'model.json').bytes));
  graph(model);
  const bytes = bytesOf(JSON.stringify(model));
  const description = JSON.parse(new TextDecoder().decode(fileOf(files, 'manifest.json').bytes));
  description.files[0] = manifestFile('model.json', bytes);
  manifest(description);
  return files.map(({ name, bytes: old }) => {
    if (name === 'model.json') return { name, bytes };
    return { name, bytes: name === 'manifest.json' ? bytesOf(JSON.stringify(description)) : old };
  });
}

function codeOf(files: readonly CustomModelFile[]): unknown {
  try {
    customDetectorModel(files);
    return 'taken';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

const white: RasterImage = {
  width: 64,
  height: 64,
  data: new Uint8ClampedArray(64 * 64 * 4).fill(255),
};

beforeAll(async () => {
  await chooseBackend({ wasmPaths: WASM_FOLDER });
});

describe('a good model', () => {
  it('becomes a detector that frees everything', async () => {
    const before = tf.memory().numTensors;
    const detector = await createCustomDetector(tinyFiles());
    expect(detector.manifest.detector.classes).toEqual(['ink', 'blue']);
    const data = white.data.slice();
    for (let y = 16; y < 24; y++) {
      for (let x = 8; x < 16; x++) data.set([0, 0, 0], (y * 64 + x) * 4);
    }
    const found = await detector.detect({ ...white, data }, { longSide: 64 });
    expect(found.map(({ className, box }) => [className, box.x, box.y])).toEqual([['ink', 6, 15]]);
    detector.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('may have further files beside it', () => {
    const files = [...tinyFiles(), { name: 'MODEL_CARD.md', bytes: bytesOf('# mine') }];
    expect(codeOf(files)).toBe('taken');
  });

  it('is one that the training exports', async () => {
    const folder = new URL('../../../public/models/handwriting-detector/', import.meta.url);
    const names = ['manifest.json', 'model.json', 'weights.bin'];
    const files = await Promise.all(
      names.map(async (name) => ({
        name,
        bytes: Uint8Array.from(await readFile(new URL(name, folder))),
      })),
    );
    const detector = await createCustomDetector(files);
    expect(await detector.detect(white, { longSide: 64 })).toEqual([]);
    detector.dispose();
  });
});

describe('files that do not fit', () => {
  it.each(['manifest.json', 'model.json', 'weights.bin', 'shapes.bin'])('lacks %s', (name) => {
    expect(codeOf(tinyFiles().filter((file) => file.name !== name))).toBe(
      'custom-model-incomplete',
    );
  });

  it('has another length or another content than stated', () => {
    const weights = (bytes: Uint8Array<ArrayBuffer>) =>
      tinyFiles().map((file) => (file.name === 'weights.bin' ? { ...file, bytes } : file));
    const good = fileOf(tinyFiles(), 'weights.bin').bytes;
    expect(codeOf(weights(good.slice(0, -1)))).toBe('custom-model-damaged');
    const flipped = good.slice();
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    expect(codeOf(weights(flipped))).toBe('custom-model-damaged');
  });

  it('is there twice', () => {
    expect(codeOf([...tinyFiles(), fileOf(tinyFiles(), 'weights.bin')])).toBe(
      'custom-model-invalid',
    );
  });

  it('has a manifest that is none, or of something else', () => {
    const manifest = (text: string) => codeOf([{ name: 'manifest.json', bytes: bytesOf(text) }]);
    expect(manifest('{')).toBe('model-invalid');
    expect(manifest('[]')).toBe('model-invalid');
    const other = (change: (value: ManifestJson) => void) => codeOf(changed(() => {}, change));
    expect(
      other((value) => {
        value.kind = 'language-model';
      }),
    ).toBe('custom-model-invalid');
    expect(
      other((value) => {
        value.detector.classes = [];
      }),
    ).toBe('model-invalid');
    expect(
      other((value) => {
        value.detector.classes = ['a', 'a'];
      }),
    ).toBe('model-invalid');
    expect(
      other((value) => {
        value.detector.priors = { levels: [] };
      }),
    ).toBe('model-invalid');
    expect(
      other((value) => {
        value.detector.input.liveLongSide = 4096;
      }),
    ).toBe('custom-model-invalid');
  });

  it('states more bytes than are taken', () => {
    const files = changed(
      () => {},
      (value) => value.files.push({ path: 'more.bin', bytes: 64_000_000, sha256: '0'.repeat(64) }),
    );
    expect(codeOf(files)).toBe('custom-model-too-large');
  });
});

describe('graphs that do not fit', () => {
  const cases: readonly (readonly [string, (model: ModelJson) => void])[] = [
    [
      'another format',
      (model) => {
        model.format = 'layers-model';
      },
    ],
    [
      'no nodes',
      (model) => {
        model.modelTopology.node = [];
      },
    ],
    ['a loop', (model) => model.modelTopology.node.push({ name: 'w', op: 'While', input: [] })],
    [
      'a hash table',
      (model) => model.modelTopology.node.push({ name: 'w', op: 'HashTableV2', input: [] }),
    ],
    [
      'something that grows',
      (model) => model.modelTopology.node.push({ name: 'w', op: 'Tile', input: [] }),
    ],
    [
      'functions of its own',
      (model) => {
        model.modelTopology.library = { function: [{ signature: {} }] };
      },
    ],
    [
      'an input that is not there',
      (model) => model.modelTopology.node.push({ name: 'w', op: 'Relu', input: ['nothing'] }),
    ],
    [
      'a second input',
      (model) => model.modelTopology.node.push({ name: 'more', op: 'Placeholder', input: [] }),
    ],
    [
      'two nodes of a name',
      (model) => model.modelTopology.node.push({ name: 'image', op: 'Relu', input: [] }),
    ],
    [
      'a cycle',
      (model) =>
        model.modelTopology.node.push(
          { name: 'p', op: 'Relu', input: ['q'] },
          { name: 'q', op: 'Relu', input: ['p'] },
        ),
    ],
    [
      'no output',
      (model) => {
        for (const node of model.modelTopology.node) if (node.name === 'boxes') node.name = 'box';
      },
    ],
    [
      'a shard that is not listed',
      (model) => {
        for (const group of model.weightsManifest) group.paths = ['../../secret.bin'];
      },
    ],
    [
      'weights of another size',
      (model) => {
        for (const { weights } of model.weightsManifest)
          for (const weight of weights) weight.shape = [3, 3];
      },
    ],
    [
      'weights of a broken shape',
      (model) => {
        for (const { weights } of model.weightsManifest)
          for (const weight of weights) weight.shape = [-1];
      },
    ],
    [
      'weights of a strange type',
      (model) => {
        for (const { weights } of model.weightsManifest)
          for (const weight of weights) weight.dtype = 'string';
      },
    ],
  ];

  it.each(cases)('%s', (_, change) => {
    expect(codeOf(changed(change))).toBe('custom-model-invalid');
    expect(codeOf(changed(() => {}))).toBe('taken');
  });

  it('gives other boxes than the manifest says, which shows when it runs', async () => {
    const before = tf.memory().numTensors;
    const files = changed(
      () => {},
      (value) => {
        value.detector.classes = ['ink', 'blue', 'red'];
      },
    );
    await expect(createCustomDetector(files)).rejects.toMatchObject({ code: 'model-invalid' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('cannot be run at all', async () => {
    const before = tf.memory().numTensors;
    const files = changed((model) => {
      for (const node of model.modelTopology.node) if (node.name === 'boxes') node.op = 'MatMul';
    });
    await expect(createCustomDetector(files)).rejects.toMatchObject({
      code: expect.stringMatching(/model-invalid$/),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
