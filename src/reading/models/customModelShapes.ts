/** A node as `model.json` has it. */
export interface CostNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

/** What is known of a value before anything runs. */
export interface Known {
  readonly shape: readonly number[];
  /** The numbers themselves, of short vectors that say shapes, axes and paddings. */
  readonly numbers: readonly number[] | null;
}

/** The graph cannot be judged, or is too much. */
export class CostError extends Error {
  override readonly name = 'CostError';
}

export function of(shape: readonly number[], numbers: readonly number[] | null = null): Known {
  return { shape, numbers };
}

export function sizeOf({ shape }: Known): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

function fail({ name }: CostNode, what: string): never {
  throw new CostError(`has a node ${name.slice(0, 60)} that ${what}`);
}

const UNARY = new Set(
  'Exp Identity LeakyRelu Prelu Relu Relu6 Rsqrt Sigmoid Softmax Sqrt BiasAdd FusedBatchNormV3'.split(
    ' ',
  ),
);
export const CONVOLUTIONS = new Set(['Conv2D', '_FusedConv2D']);
export const DEPTHWISE = new Set(['DepthwiseConv2dNative', 'FusedDepthwiseConv2dNative']);
const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['Add', (a: number, b: number) => a + b],
  ['AddV2', (a: number, b: number) => a + b],
  ['Sub', (a: number, b: number) => a - b],
  ['Mul', (a: number, b: number) => a * b],
  ['RealDiv', (a: number, b: number) => a / b],
  ['Maximum', Math.max],
  ['Minimum', Math.min],
]);

/** What comes out of a node, from what is known of what goes in. @throws CostError */
export function resultOf(node: CostNode, inputs: readonly Known[]): Known {
  const { op } = node;
  const input = (index: number): Known => inputs[index] ?? fail(node, 'lacks an input');
  const numbers = (index: number): readonly number[] =>
    input(index).numbers ?? fail(node, 'has a size that is not known before it runs');
  const [first] = inputs;
  if (first === undefined) return fail(node, 'lacks an input');
  const { shape } = first;
  if (UNARY.has(op)) return first;
  const arithmetic = ARITHMETIC.get(op);
  if (arithmetic) return combined(node, first, input(1), arithmetic);
  if (CONVOLUTIONS.has(op) || DEPTHWISE.has(op)) {
    const [high = 0, wide = 0, , depth = 0] = input(1).shape;
    const channels = DEPTHWISE.has(op) ? (shape[3] ?? 0) * depth : depth;
    return of(windowed(node, shape, [high, wide], channels));
  }
  switch (op) {
    case 'AvgPool':
    case 'MaxPool': {
      const [, high = 1, wide = 1] = numbersOf(node, 'ksize');
      return of(windowed(node, shape, [high, wide], shape[3] ?? 0));
    }
    case 'MatMul':
    case 'BatchMatMulV2':
      return of(product(node, shape, input(1).shape));
    case 'ConcatV2':
      return joined(node, inputs.slice(0, -1), numbers(inputs.length - 1)[0] ?? 0);
    case 'Pack': {
      const at = axisOf(numberOf(node, 'axis', 0), shape.length + 1);
      const stacked = inputs.map(({ numbers: own }) => own?.[0] ?? Number.NaN);
      const known = shape.length === 0 && stacked.every(Number.isFinite);
      return of([...shape.slice(0, at), inputs.length, ...shape.slice(at)], known ? stacked : null);
    }
    case 'Pad':
    case 'PadV2': {
      const padding = numbers(1);
      return of(shape.map((n, i) => n + (padding[2 * i] ?? 0) + (padding[2 * i + 1] ?? 0)));
    }
    case 'Reshape':
      return reshaped(node, first, numbers(1));
    case 'ResizeBilinear':
    case 'ResizeNearestNeighbor':
      return of([shape[0] ?? 1, ...numbers(1), shape[3] ?? 1]);
    case 'Shape':
      return of([shape.length], shape);
    case 'StridedSlice':
      return sliced(node, first, numbers(1), numbers(2), numbers(3));
    case 'ExpandDims': {
      const at = axisOf(numbers(1)[0] ?? 0, shape.length + 1);
      return of([...shape.slice(0, at), 1, ...shape.slice(at)], first.numbers);
    }
    case 'Squeeze': {
      const axes = numbersOf(node, 'squeeze_dims').map((axis) => axisOf(axis, shape.length));
      const goes = (n: number, i: number) => n === 1 && (axes.length === 0 || axes.includes(i));
      return of(
        shape.filter((n, i) => !goes(n, i)),
        first.numbers,
      );
    }
    case 'Transpose':
      return of(numbers(1).map((from) => shape[from] ?? fail(node, 'turns what is not there')));
    case 'Mean': {
      const axes = numbers(1).map((axis) => axisOf(axis, shape.length));
      const kept = isTrue(node, 'keep_dims') || isTrue(node, 'keepDims');
      return of(shape.flatMap((n, i) => (axes.includes(i) ? (kept ? [1] : []) : [n])));
    }
    default:
      return fail(node, `is a ${op} that cannot be judged`);
  }
}

function combined(
  node: CostNode,
  a: Known,
  b: Known,
  operation: (a: number, b: number) => number,
): Known {
  const rank = Math.max(a.shape.length, b.shape.length);
  const shape = Array.from({ length: rank }, (_, i) => {
    const one = a.shape[i - rank + a.shape.length] ?? 1;
    const other = b.shape[i - rank + b.shape.length] ?? 1;
    if (one !== other && one !== 1 && other !== 1) return fail(node, 'joins shapes that differ');
    return one === 1 ? other : one;
  });
  const [p, q] = [a.numbers, b.numbers];
  if (!p || !q) return of(shape);
  const count = Math.max(p.length, q.length);
  const at = (list: readonly number[], i: number): number => list[list.length === 1 ? 0 : i] ?? 0;
  return of(
    shape,
    Array.from({ length: count }, (_, i) => operation(at(p, i), at(q, i))),
  );
}

function windowed(
  node: CostNode,
  [batch = 1, height = 0, width = 0]: readonly number[],
  [high, wide]: readonly [number, number],
  channels: number,
): readonly number[] {
  const [, downBy = 1, acrossBy = 1] = numbersOf(node, 'strides');
  const [, spreadDown = 1, spreadAcross = 1] = numbersOf(node, 'dilations');
  const padding = textOf(node, 'padding');
  if (padding !== 'SAME' && padding !== 'VALID') return fail(node, 'has another padding');
  const steps = (length: number, by: number, window: number): number => {
    const covered = padding === 'SAME' ? length : length - window + 1;
    return Math.max(0, Math.ceil(covered / Math.max(1, by)));
  };
  return [
    batch,
    steps(height, downBy, (high - 1) * spreadDown + 1),
    steps(width, acrossBy, (wide - 1) * spreadAcross + 1),
    channels,
  ];
}

function product(node: CostNode, a: readonly number[], b: readonly number[]): readonly number[] {
  const turned = (key: string, other: string): boolean => isTrue(node, key) || isTrue(node, other);
  const rows = a.at(turned('transpose_a', 'adj_x') ? -1 : -2) ?? 1;
  const columns = b.at(turned('transpose_b', 'adj_y') ? -2 : -1) ?? 1;
  const batch = a.length > b.length ? a.slice(0, -2) : b.slice(0, -2);
  return [...batch.map((n, i) => Math.max(n, a.slice(0, -2)[i] ?? 1)), rows, columns];
}

function joined(node: CostNode, parts: readonly Known[], axis: number): Known {
  const [first] = parts;
  if (first === undefined) return fail(node, 'joins nothing');
  const at = axisOf(axis, first.shape.length);
  const along = parts.reduce((sum, { shape }) => sum + (shape[at] ?? 0), 0);
  const numbers = parts.flatMap(({ numbers: own }) => own ?? [Number.NaN]);
  return of(
    first.shape.map((n, i) => (i === at ? along : n)),
    first.shape.length === 1 && numbers.every(Number.isFinite) ? numbers : null,
  );
}

function reshaped(node: CostNode, value: Known, wanted: readonly number[]): Known {
  const size = sizeOf(value);
  const given = wanted.reduce((all, n) => (n === -1 ? all : all * n), 1);
  const shape = wanted.map((n) => (n === -1 ? size / given : n));
  if (shape.reduce((all, n) => all * n, 1) !== size) return fail(node, 'takes another shape');
  return of(shape, value.numbers);
}

function sliced(
  node: CostNode,
  value: Known,
  begin: readonly number[],
  end: readonly number[],
  by: readonly number[],
): Known {
  const masked = (key: string, i: number): boolean => ((numberOf(node, key, 0) >> i) & 1) === 1;
  if (numberOf(node, 'ellipsis_mask', 0) !== 0 || numberOf(node, 'new_axis_mask', 0) !== 0) {
    return fail(node, 'slices in a way that cannot be judged');
  }
  const kept: number[] = [];
  let picked = value.numbers;
  for (const [i, length] of value.shape.entries()) {
    const step = by[i] ?? 1;
    if (step <= 0) return fail(node, 'slices backwards');
    const place = (at: number): number => Math.min(length, Math.max(0, at < 0 ? at + length : at));
    const shrinks = i < begin.length && masked('shrink_axis_mask', i);
    const from = i >= begin.length || masked('begin_mask', i) ? 0 : place(begin[i] ?? 0);
    const whole = i >= end.length || masked('end_mask', i);
    const to = shrinks ? from + 1 : whole ? length : place(end[i] ?? length);
    if (!shrinks) kept.push(Math.max(0, Math.ceil((to - from) / step)));
    if (i === 0) picked = picked?.slice(from, to).filter((_, at) => at % step === 0) ?? null;
  }
  return of(kept, value.shape.length === 1 ? picked : null);
}

function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function attrOf({ attr }: CostNode, key: string): Readonly<Record<string, unknown>> {
  const value = attr[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function numberOf(node: CostNode, key: string, otherwise: number): number {
  const { i } = attrOf(node, key);
  return i === undefined ? otherwise : Number(i);
}

function numbersOf(node: CostNode, key: string): readonly number[] {
  const { list } = attrOf(node, key);
  const values = typeof list === 'object' && list !== null && 'i' in list ? list.i : [];
  return Array.isArray(values) ? values.map(Number) : [];
}

function isTrue(node: CostNode, key: string): boolean {
  return attrOf(node, key).b === true;
}

/** Texts are stored in Base64. */
function textOf(node: CostNode, key: string): string {
  const { s } = attrOf(node, key);
  return { U0FNRQ: 'SAME', VkFMSUQ: 'VALID' }[String(s).replace(/=+$/, '')] ?? String(s);
}
