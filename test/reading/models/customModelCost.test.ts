import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/cli/packageRoot.ts';
import { costProblem } from '../../../src/reading/models/customModelCost.ts';
import { checkCustomGraph } from '../../../src/reading/models/customModelGraph.ts';
import type { CostNode, Known } from '../../../src/reading/models/customModelShapes.ts';
import { customWeights } from '../../../src/reading/models/customModelWeights.ts';

type Node = readonly [name: string, op: string, inputs: readonly string[], attr?: object];

const IMAGE: Node = ['image', 'Placeholder', []];

/** What is said of a graph whose last node is its output; weights are shapes, or numbers. */
function problemOf(
  nodes: readonly Node[],
  weights: Readonly<Record<string, readonly number[] | { numbers: readonly number[] }>> = {},
): string | null {
  const known = new Map<string, Known>(
    Object.entries(weights).map(([name, weight]) =>
      'numbers' in weight
        ? [name, { shape: [weight.numbers.length], numbers: weight.numbers }]
        : [name, { shape: weight, numbers: null }],
    ),
  );
  const consts = [...known.keys()].map((name): Node => [name, 'Const', []]);
  const graph = new Map(
    [IMAGE, ...consts, ...nodes].map(([name, op, inputs, attr = {}]): [string, CostNode] => [
      name,
      { name, op, inputs, attr: { ...attr } },
    ]),
  );
  return costProblem(graph, [nodes.at(-1)?.[0] ?? ''], known, 512);
}

const chain = (count: number, node: (i: number, before: string) => Node): readonly Node[] =>
  Array.from({ length: count }, (_, i) => node(i, i === 0 ? 'image' : `n${i - 1}`));

describe('a graph that is too much is refused before it runs', () => {
  test('values that double, by concatenation', () => {
    const doubling = (count: number) =>
      problemOf(
        chain(count, (i, before) => [`n${i}`, 'ConcatV2', [before, before, 'axis']]),
        { axis: { numbers: [-1] } },
      );
    expect(doubling(2)).toBeNull();
    expect(doubling(40)).toMatch(/MB for its values/);
    expect(doubling(2000)).toMatch(/MB for its values/);
  });

  test('tables of everything with everything, by broadcasting', () => {
    const table = (side: number) =>
      problemOf([['t', 'AddV2', ['row', 'column']]], { row: [1, side], column: [side, 1] });
    expect(table(512)).toBeNull();
    expect(table(65_536)).toMatch(/MB for its values/);
  });

  test('padding that fills the memory', () => {
    const padded = (by: number) =>
      problemOf([['p', 'Pad', ['image', 'by']]], { by: { numbers: [0, 0, by, by, by, by, 0, 0] } });
    expect(padded(8)).toBeNull();
    expect(padded(65_000)).toMatch(/MB for its values/);
  });

  test('products that take minutes', () => {
    const products = (count: number) =>
      problemOf(
        chain(count, (i, before) => [`n${i}`, 'MatMul', [i === 0 ? 'w' : before, 'w']]),
        { w: [2048, 2048] },
      );
    expect(products(4)).toBeNull();
    expect(products(200)).toMatch(/thousand million multiplications/);
  });

  test('many values that are all held to the end', () => {
    const branches = Array.from(
      { length: 400 },
      (_, i): Node => [`n${i}`, 'Relu', ['image'], { i }],
    );
    const all: Node = ['sum', 'ConcatV2', [...branches.map(([name]) => name), 'axis']];
    expect(problemOf([...branches, all], { axis: { numbers: [3] } })).toMatch(/MB/);
  });

  test('sizes that only a run would tell, and operations that cannot be judged', () => {
    expect(problemOf([['r', 'Reshape', ['image', 'image']]])).toMatch(/not known before/);
    expect(problemOf([['r', 'Tile', ['image']]])).toMatch(/cannot be judged/);
    expect(problemOf([['r', 'Relu', []]])).toMatch(/lacks an input/);
  });
});

describe('the shipped detectors', () => {
  test.each(['handwriting-detector', 'textbook-detector'])('%s is not refused', (name) => {
    const folder = join(packageRoot(), 'public/models', name);
    const bytes = (file: string): Uint8Array => readFileSync(join(folder, file));
    const files = new Map(['model.json', 'weights.bin'].map((file) => [file, bytes(file)]));
    expect(checkCustomGraph(bytes('model.json').toString(), files, 2048)).toBeNull();
  });
});

describe('weights that are no numbers are refused', () => {
  const weights = (values: ArrayBufferView, quantization?: object) =>
    customWeights(
      [
        {
          paths: ['w.bin'],
          weights: [{ name: 'w', shape: [2], dtype: 'float32', quantization }],
        },
      ],
      new Map([['w.bin', new Uint8Array(values.buffer)]]),
    );
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d', (value) => {
    expect(weights(new Float32Array([1, value]))).toMatch(/no numbers/);
    expect(weights(new Float32Array([1, 3e38]))).toBeInstanceOf(Map);
  });
  test('halves too', () => {
    const half = { dtype: 'float16' };
    expect(weights(new Uint16Array([0x3c00, 0x7e00]), half)).toMatch(/no numbers/);
    expect(weights(new Uint16Array([0x3c00, 0x7bff]), half)).toBeInstanceOf(Map);
  });
});
