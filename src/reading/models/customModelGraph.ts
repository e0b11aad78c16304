import { costProblem } from './customModelCost.ts';
import type { CostNode } from './customModelShapes.ts';
import { customWeights } from './customModelWeights.ts';

/**
 * Operations that a detector is made of and every backend has. None of them loops, calls another
 * graph or keeps a state; how large their results grow, `costProblem` reckons before anything runs.
 */
const OPERATIONS: ReadonlySet<string> = new Set([
  'Add',
  'AddV2',
  'AvgPool',
  'BatchMatMulV2',
  'BiasAdd',
  'ConcatV2',
  'Const',
  'Conv2D',
  'DepthwiseConv2dNative',
  'Exp',
  'ExpandDims',
  'FusedBatchNormV3',
  'FusedDepthwiseConv2dNative',
  'Identity',
  'LeakyRelu',
  'MatMul',
  'MaxPool',
  'Maximum',
  'Mean',
  'Minimum',
  'Mul',
  'Pack',
  'Pad',
  'PadV2',
  'Placeholder',
  'Prelu',
  'RealDiv',
  'Relu',
  'Relu6',
  'Reshape',
  'ResizeBilinear',
  'ResizeNearestNeighbor',
  'Rsqrt',
  'Shape',
  'Sigmoid',
  'Softmax',
  'Sqrt',
  'Squeeze',
  'StridedSlice',
  'Sub',
  'Transpose',
  '_FusedConv2D',
]);

const INPUT = 'image';
const OUTPUTS = ['scores', 'boxes'] as const;
const MAX_NODES = 4000;

/**
 * What is wrong with a `model.json` as the graph of a detector, or null. Its nodes must be known
 * operations without cycles, from the one input `image` to `scores` and `boxes`, and its weights
 * must be finite and exactly the bytes of the shards it names. One run must stay within limits of work
 * and memory.
 * @param files the model's files by name
 * @param side of the largest picture that it runs on, px
 */
export function checkCustomGraph(
  text: string,
  files: ReadonlyMap<string, Uint8Array>,
  side: number,
): string | null {
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isRecord(model)) return 'is not an object';
  if (model.format !== 'graph-model') return 'is no graph model of TensorFlow.js';
  const { modelTopology: topology, weightsManifest } = model;
  if (!isRecord(topology) || !Array.isArray(topology.node)) return 'has no nodes';
  if (hasFunctions(topology.library)) return 'has functions of its own';
  const nodes = nodesOf(topology.node);
  if (typeof nodes === 'string') return nodes;
  const weights = customWeights(weightsManifest, files);
  if (typeof weights === 'string') return weights;
  return checkNodes(nodes, weights) ?? costProblem(nodes, OUTPUTS, weights, side);
}

function hasFunctions(library: unknown): boolean {
  return isRecord(library) && Array.isArray(library.function) && library.function.length > 0;
}

function nodesOf(values: readonly unknown[]): ReadonlyMap<string, CostNode> | string {
  if (values.length > MAX_NODES) return `has more than ${MAX_NODES} nodes`;
  const nodes = new Map<string, CostNode>();
  for (const value of values) {
    if (!isRecord(value) || typeof value.name !== 'string' || typeof value.op !== 'string') {
      return 'has a node without name or operation';
    }
    const { name, op, input = [], attr = {} } = value;
    if (!OPERATIONS.has(op)) return `uses the operation ${op.slice(0, 40)}, which is not allowed`;
    if (!isTexts(input)) return `has a node ${name} with broken inputs`;
    if (!isRecord(attr)) return `has a node ${name} with broken attributes`;
    if (nodes.has(name)) return `has two nodes named ${name}`;
    // `name:0` is the first output; none of the operations has a second that is used.
    nodes.set(name, { name, op, attr, inputs: input.map((from) => from.replace(/:0$/, '')) });
  }
  return nodes;
}

function checkNodes(
  nodes: ReadonlyMap<string, CostNode>,
  weights: ReadonlyMap<string, unknown>,
): string | null {
  for (const { name, op, inputs } of nodes.values()) {
    if (op === 'Placeholder' && name !== INPUT) return `wants an input ${name}`;
    if (op === 'Const' && !weights.has(name)) return `has no weights for ${name}`;
    const unknown = inputs.find((from) => !nodes.has(from));
    if (unknown !== undefined)
      return `has a node ${name} that needs ${unknown}, which is not there`;
  }
  if (nodes.get(INPUT)?.op !== 'Placeholder') return `has no input ${INPUT}`;
  for (const name of weights.keys())
    if (nodes.get(name)?.op !== 'Const') return `has weights for ${name}`;
  for (const name of OUTPUTS) if (!nodes.has(name)) return `has no output ${name}`;
  return hasCycle(nodes) ? 'has a cycle' : null;
}

/** Whether some nodes wait for each other (Kahn 1962: what can never be taken out is on a cycle). */
function hasCycle(nodes: ReadonlyMap<string, CostNode>): boolean {
  const waiting = new Map([...nodes.values()].map(({ name, inputs }) => [name, inputs.length]));
  const users = new Map<string, string[]>();
  for (const { name, inputs } of nodes.values()) {
    for (const from of inputs) {
      const others = users.get(from);
      if (others === undefined) users.set(from, [name]);
      else others.push(name);
    }
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([name]) => name);
  let taken = 0;
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    taken += 1;
    for (const user of users.get(name) ?? []) {
      const left = (waiting.get(user) ?? 0) - 1;
      waiting.set(user, left);
      if (left === 0) ready.push(user);
    }
  }
  return taken < nodes.size;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
