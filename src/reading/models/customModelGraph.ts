/**
 * Operations that a detector is made of and every backend has. None of them loops, calls another
 * graph, keeps a state or makes something large of something small.
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
/** Sides, paddings and shapes of a detector are smaller; larger ones would fill the memory. */
const MAX_DIMENSION = 65_536;

/** Bytes of a value as it is stored. */
const STORED_BYTES: ReadonlyMap<unknown, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['float16', 2],
  ['uint16', 2],
  ['uint8', 1],
]);

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
}

/**
 * What is wrong with a `model.json` as the graph of a detector, or null. Its nodes must be known
 * operations without cycles, from the one input `image` to `scores` and `boxes`, and its weights
 * must be exactly the bytes of the shards it names.
 * @param sizes bytes of each file of the model by its name
 */
export function checkCustomGraph(text: string, sizes: ReadonlyMap<string, number>): string | null {
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
  const weights = weightsOf(weightsManifest, sizes);
  if (typeof weights === 'string') return weights;
  return checkNodes(nodes, weights);
}

function hasFunctions(library: unknown): boolean {
  return isRecord(library) && Array.isArray(library.function) && library.function.length > 0;
}

function nodesOf(values: readonly unknown[]): ReadonlyMap<string, GraphNode> | string {
  if (values.length > MAX_NODES) return `has more than ${MAX_NODES} nodes`;
  const nodes = new Map<string, GraphNode>();
  for (const value of values) {
    if (!isRecord(value) || typeof value.name !== 'string' || typeof value.op !== 'string') {
      return 'has a node without name or operation';
    }
    const { name, op, input = [] } = value;
    if (!OPERATIONS.has(op)) return `uses the operation ${op.slice(0, 40)}, which is not allowed`;
    if (!isTexts(input)) return `has a node ${name} with broken inputs`;
    if (nodes.has(name)) return `has two nodes named ${name}`;
    // `name:0` is the first output; none of the operations has a second that is used.
    nodes.set(name, { name, op, inputs: input.map((from) => from.replace(/:0$/, '')) });
  }
  return nodes;
}

function checkNodes(
  nodes: ReadonlyMap<string, GraphNode>,
  weights: ReadonlySet<string>,
): string | null {
  for (const { name, op, inputs } of nodes.values()) {
    if (op === 'Placeholder' && name !== INPUT) return `wants an input ${name}`;
    if (op === 'Const' && !weights.has(name)) return `has no weights for ${name}`;
    const unknown = inputs.find((from) => !nodes.has(from));
    if (unknown !== undefined)
      return `has a node ${name} that needs ${unknown}, which is not there`;
  }
  if (nodes.get(INPUT)?.op !== 'Placeholder') return `has no input ${INPUT}`;
  for (const name of weights) if (nodes.get(name)?.op !== 'Const') return `has weights for ${name}`;
  for (const name of OUTPUTS) if (!nodes.has(name)) return `has no output ${name}`;
  return hasCycle(nodes) ? 'has a cycle' : null;
}

/** Whether some nodes wait for each other (Kahn 1962: what can never be taken out is on a cycle). */
function hasCycle(nodes: ReadonlyMap<string, GraphNode>): boolean {
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

/** Names of the weights, or what is wrong with them. */
function weightsOf(
  manifest: unknown,
  sizes: ReadonlyMap<string, number>,
): ReadonlySet<string> | string {
  if (!Array.isArray(manifest)) return 'has no weightsManifest';
  const names = new Set<string>();
  for (const group of manifest as readonly unknown[]) {
    if (!isRecord(group) || !isTexts(group.paths) || !Array.isArray(group.weights)) {
      return 'has a broken weightsManifest';
    }
    let stored = 0;
    for (const path of group.paths) {
      const size = sizes.get(path);
      if (size === undefined) return `names ${path}, which the manifest does not list`;
      stored += size;
    }
    let stated = 0;
    for (const weight of group.weights as readonly unknown[]) {
      if (!isRecord(weight) || typeof weight.name !== 'string') return 'has a weight without name';
      const bytes = bytesOf(weight);
      if (bytes === null) return `has a broken weight ${weight.name}`;
      if (names.has(weight.name)) return `has two weights named ${weight.name}`;
      names.add(weight.name);
      stated += bytes;
    }
    if (stated !== stored) return `needs ${stated} bytes of weights, the files have ${stored}`;
  }
  return names;
}

/** Bytes of a weight in its shard; null where its shape, type or quantisation is none. */
function bytesOf({ shape, dtype, quantization }: Record<string, unknown>): number | null {
  if (!Array.isArray(shape) || shape.length > 6) return null;
  let count = 1;
  for (const side of shape as readonly unknown[]) {
    if (typeof side !== 'number' || !Number.isInteger(side)) return null;
    if (side < 0 || side > MAX_DIMENSION) return null;
    count *= side;
  }
  if (dtype !== 'float32' && dtype !== 'int32') return null;
  if (quantization === undefined) return count * 4;
  if (!isRecord(quantization)) return null;
  const { dtype: storedAs, min = 0, scale = 1 } = quantization;
  if (!['float16', 'uint16', 'uint8'].includes(String(storedAs))) return null;
  if (!Number.isFinite(min) || !Number.isFinite(scale)) return null;
  return count * (STORED_BYTES.get(storedAs) ?? 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
