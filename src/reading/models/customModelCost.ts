import {
  CONVOLUTIONS,
  CostError,
  type CostNode,
  DEPTHWISE,
  type Known,
  of,
  resultOf,
  sizeOf,
} from './customModelShapes.ts';

/** What one run of a graph takes. */
export interface GraphCost {
  /** Multiplications. */
  readonly work: number;
  /** Values that are held at once, at most. */
  readonly heldValues: number;
}

/**
 * On a picture of 2048 px the shipped detectors take 8 thousand million multiplications and hold 50
 * million values; one that needs five times that is none for a page.
 */
const MAX_WORK = 40e9;
const MAX_HELD_VALUES = 2 ** 28;

/**
 * Why a graph without cycles may not run on a square picture, or null: too much work or memory, or
 * sizes that cannot be known before it runs.
 * @param weights shape of each `Const`, and its numbers where they are few
 * @param side px
 */
export function costProblem(
  nodes: ReadonlyMap<string, CostNode>,
  outputs: readonly string[],
  weights: ReadonlyMap<string, Known>,
  side: number,
): string | null {
  try {
    const { work, heldValues } = graphCost(nodes, outputs, weights, side);
    if (work > MAX_WORK) return `needs ${(work / 1e9).toFixed(0)} thousand million multiplications`;
    return heldValues > MAX_HELD_VALUES ? tooLarge(heldValues) : null;
  } catch (error) {
    if (error instanceof CostError) return error.message;
    throw error;
  }
}

function tooLarge(values: number): string {
  return `needs ${((values * 4) / 1e6).toFixed(0)} MB for its values`;
}

/** @throws CostError where a size cannot be known, or one value alone is too large */
export function graphCost(
  nodes: ReadonlyMap<string, CostNode>,
  outputs: readonly string[],
  weights: ReadonlyMap<string, Known>,
  side: number,
): GraphCost {
  const order = inOrder(nodes, outputs);
  const usesLeft = new Map<string, number>();
  for (const { inputs } of order) {
    for (const from of new Set(inputs)) usesLeft.set(from, (usesLeft.get(from) ?? 0) + 1);
  }
  for (const name of outputs) usesLeft.set(name, Number.POSITIVE_INFINITY);
  const known = new Map<string, Known>();
  let [work, held, heldValues] = [0, 0, 0];
  for (const node of order) {
    const { name, op, inputs } = node;
    const values = inputs.map((from) => known.get(from) ?? of([0]));
    const value =
      op === 'Placeholder' ? of([1, side, side, 3]) : (weights.get(name) ?? resultOf(node, values));
    const size = sizeOf(value);
    if (!Number.isFinite(size) || size > MAX_HELD_VALUES) throw new CostError(tooLarge(size));
    known.set(name, value);
    work += workOf(node, values, value);
    if (op !== 'Const') held += size;
    heldValues = Math.max(heldValues, held);
    for (const from of new Set(inputs)) {
      const left = (usesLeft.get(from) ?? 0) - 1;
      usesLeft.set(from, left);
      const freed = known.get(from);
      if (left === 0 && freed !== undefined && nodes.get(from)?.op !== 'Const')
        held -= sizeOf(freed);
    }
  }
  return { work, heldValues };
}

/** The nodes that the outputs need, each after those that it needs. */
function inOrder(
  nodes: ReadonlyMap<string, CostNode>,
  outputs: readonly string[],
): readonly CostNode[] {
  const order = new Set<CostNode>();
  const waiting = outputs.flatMap((name) => nodes.get(name) ?? []);
  for (let node = waiting.at(-1); node !== undefined; node = waiting.at(-1)) {
    const missing = node.inputs.flatMap((name) => {
      const from = nodes.get(name);
      return from === undefined || order.has(from) ? [] : [from];
    });
    for (const from of missing) waiting.push(from);
    if (missing.length === 0) {
      order.add(node);
      waiting.pop();
    }
  }
  return [...order];
}

/** Multiplications of a node; what moves values alone counts one a value. */
function workOf({ op }: CostNode, [first, second]: readonly Known[], out: Known): number {
  const size = sizeOf(out);
  if (CONVOLUTIONS.has(op)) {
    const [high = 1, wide = 1, deep = 1] = second?.shape ?? [];
    return size * high * wide * deep;
  }
  if (DEPTHWISE.has(op)) {
    const [high = 1, wide = 1] = second?.shape ?? [];
    return size * high * wide;
  }
  // Either side's last dimension is summed over, or the one before it: the larger is the limit.
  if (op === 'MatMul' || op === 'BatchMatMulV2') {
    return size * Math.max(...(first?.shape.slice(-2) ?? [1]));
  }
  return Math.max(size, first ? sizeOf(first) : 0);
}
