/** The root: nothing written yet. */
export const ROOT = 0;
const NONE = -1;

/**
 * All labellings that a search has come by, as a tree in typed arrays: a node is a labelling, its
 * parent the labelling without its last label.
 */
export interface PrefixTree {
  readonly parent: Int32Array;
  /** Last label. */
  readonly label: Int32Array;
  /** Labels from the root. */
  readonly length: Int32Array;
  /** State of the language model after the labelling; -1 when not asked for yet. */
  readonly languageState: Int32Array;
  /** Summed log probability of the labels by the language model. */
  readonly languageScore: Float64Array;
  /** Log probabilities of the labelling ending in a blank and in its last label, at this step. */
  readonly blankScore: Float64Array;
  readonly labelScore: Float64Array;
  /** The same at the next step. */
  readonly nextBlankScore: Float64Array;
  readonly nextLabelScore: Float64Array;
  /** The last step at which a node was reached. */
  readonly reachedAt: Int32Array;
  readonly size: number;
  clear(): void;
  /** The node of the parent's labelling with one more label; `created` says whether it is new. */
  child(parent: number, label: number): number;
  created: boolean;
  labelsOf(node: number): number[];
}

/** An empty tree that grows as it needs. */
export function createPrefixTree(): PrefixTree {
  let capacity = 4096;
  let firstChild = new Int32Array(capacity);
  let nextSibling = new Int32Array(capacity);

  const arrays = {
    parent: new Int32Array(capacity),
    label: new Int32Array(capacity),
    length: new Int32Array(capacity),
    languageState: new Int32Array(capacity),
    languageScore: new Float64Array(capacity),
    blankScore: new Float64Array(capacity),
    labelScore: new Float64Array(capacity),
    nextBlankScore: new Float64Array(capacity),
    nextLabelScore: new Float64Array(capacity),
    reachedAt: new Int32Array(capacity),
  };

  function grow(): void {
    capacity *= 2;
    firstChild = larger(firstChild);
    nextSibling = larger(nextSibling);
    tree.parent = larger(tree.parent);
    tree.label = larger(tree.label);
    tree.length = larger(tree.length);
    tree.languageState = larger(tree.languageState);
    tree.reachedAt = larger(tree.reachedAt);
    tree.languageScore = largerFloats(tree.languageScore);
    tree.blankScore = largerFloats(tree.blankScore);
    tree.labelScore = largerFloats(tree.labelScore);
    tree.nextBlankScore = largerFloats(tree.nextBlankScore);
    tree.nextLabelScore = largerFloats(tree.nextLabelScore);
  }
  function larger(array: Int32Array): Int32Array<ArrayBuffer> {
    const copy = new Int32Array(capacity);
    copy.set(array);
    return copy;
  }
  function largerFloats(array: Float64Array): Float64Array<ArrayBuffer> {
    const copy = new Float64Array(capacity);
    copy.set(array);
    return copy;
  }

  function add(parent: number, label: number): number {
    if (tree.size === capacity) grow();
    const node = tree.size++;
    tree.parent[node] = parent;
    tree.label[node] = label;
    tree.length[node] = parent === NONE ? 0 : (tree.length[parent] ?? 0) + 1;
    tree.languageState[node] = -1;
    tree.languageScore[node] = 0;
    tree.reachedAt[node] = -1;
    firstChild[node] = NONE;
    nextSibling[node] = NONE;
    return node;
  }

  const tree = {
    ...arrays,
    size: 0,
    created: false,
    clear() {
      tree.size = 0;
      add(NONE, NONE);
    },
    child(parent: number, label: number) {
      tree.created = false;
      for (let node = firstChild[parent] ?? NONE; node !== NONE; node = nextSibling[node] ?? NONE) {
        if (tree.label[node] === label) return node;
      }
      const node = add(parent, label);
      nextSibling[node] = firstChild[parent] ?? NONE;
      firstChild[parent] = node;
      tree.created = true;
      return node;
    },
    labelsOf(node: number) {
      const labels: number[] = [];
      for (let at = node; at > ROOT; at = tree.parent[at] ?? ROOT) {
        labels.push(tree.label[at] ?? 0);
      }
      return labels.reverse();
    },
  };
  tree.clear();
  return tree;
}
