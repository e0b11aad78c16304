import type { GraphModel } from '@tensorflow/tfjs-converter';
import { ReadingError } from '../errors.ts';
import type { LoadedModel } from '../models/loadModel.ts';
import type { HeadShape, HeadWeights } from './headWeights.ts';

/** Names of the weights of one level's last layers in the graph. */
export interface HeadLevel {
  /** The node whose output goes into them. */
  readonly features: string;
  readonly inner: string;
  readonly innerBias: string;
  readonly scores: string;
  readonly scoresBias: string;
  readonly boxes: string;
  readonly boxesBias: string;
  /** `[1, -1, classes]`, by which the scores are laid out. */
  readonly scoresShape: string;
}

/** The last layers of a detector's graph. */
export interface DetectorHead {
  /** In the order of the manifest's levels. */
  readonly levels: readonly HeadLevel[];
  readonly shape: HeadShape;
  readonly weights: HeadWeights;
}

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: {
    readonly fused_ops?: { readonly list?: { readonly s?: readonly string[] } };
  };
}

/**
 * Finds the last layers of a detector as `training` exports them: at each level a pointwise
 * convolution with ReLU6, then one each for scores and boxes, with the same weights at all levels.
 * @throws ReadingError `training-unfit` where the graph is built in another way
 */
export function findHead(
  { manifest, bytes }: LoadedModel<'detector'>,
  graph: GraphModel,
): DetectorHead {
  const nodes = nodesOf(bytes.get('model.json'));
  const node = (name: string | undefined): GraphNode => {
    const found = nodes.get((name ?? '').replace(/:0$/, ''));
    return found ?? unfit(`there is no node ${name ?? ''}`);
  };
  const inputs = ({ input = [] }: GraphNode): readonly GraphNode[] => input.map(node);
  const level = (scoresLayout: GraphNode, boxesLayout: GraphNode): HeadLevel => {
    const [scores, scoresShape] = inputs(expect(scoresLayout, 'Reshape'));
    const [boxes] = inputs(expect(boxesLayout, 'Reshape'));
    const [inner, scoresWeights, scoresBias] = inputs(expect(scores, '_FusedConv2D', []));
    const [sameInner, boxesWeights, boxesBias] = inputs(expect(boxes, '_FusedConv2D', []));
    if (inner !== sameInner) return unfit('scores and boxes come from different layers');
    const [features, innerWeights, innerBias] = inputs(expect(inner, '_FusedConv2D', ['Relu6']));
    const constant = (one: GraphNode | undefined): string => expect(one, 'Const').name;
    return {
      features: expect(features, 'FusedDepthwiseConv2dNative', ['Relu6']).name,
      inner: constant(innerWeights),
      innerBias: constant(innerBias),
      scores: constant(scoresWeights),
      scoresBias: constant(scoresBias),
      boxes: constant(boxesWeights),
      boxesBias: constant(boxesBias),
      scoresShape: constant(scoresShape),
    };
  };
  const scoresOf = inputs(expect(node('scores'), 'ConcatV2')).slice(0, -1);
  const boxesOf = inputs(expect(node('boxes'), 'ConcatV2')).slice(0, -1);
  const { priors, classes } = manifest.detector;
  if (scoresOf.length !== priors.levels.length || boxesOf.length !== scoresOf.length) {
    return unfit('it has other levels than its manifest');
  }
  const levels = scoresOf.map((layout, at) => level(layout, boxesOf[at] ?? layout));
  return { levels, ...sharedWeights(levels, graph, classes.length) };
}

/** The one set of weights of all levels. */
function sharedWeights(
  levels: readonly HeadLevel[],
  graph: GraphModel,
  classes: number,
): Pick<DetectorHead, 'shape' | 'weights'> {
  const tensorOf = (name: string) => graph.weights[name]?.[0] ?? unfit(`${name} has no weights`);
  const shared = (part: Exclude<keyof HeadLevel, 'features' | 'scoresShape'>): Float32Array => {
    const [first, ...others] = levels.map((level) => tensorOf(level[part]).dataSync<'float32'>());
    if (first === undefined) return unfit('it has no levels');
    for (const other of others) {
      if (other.length !== first.length || !other.every((value, i) => value === first[i])) {
        return unfit('its levels have different last layers');
      }
    }
    return first;
  };
  const weights: HeadWeights = {
    inner: shared('inner'),
    innerBias: shared('innerBias'),
    scores: shared('scores'),
    scoresBias: shared('scoresBias'),
    boxes: shared('boxes'),
    boxesBias: shared('boxesBias'),
  };
  const hidden = weights.innerBias.length;
  const shape: HeadShape = {
    inputs: weights.inner.length / hidden,
    hidden,
    priors: weights.boxesBias.length / 4,
    classes,
  };
  const first = levels[0];
  const pointwise =
    first &&
    [first.inner, first.scores, first.boxes].every((name) => {
      const [high, wide] = tensorOf(name).shape;
      return high === 1 && wide === 1;
    });
  if (!pointwise || shape.priors * classes !== weights.scoresBias.length) {
    return unfit('its last layers have other sizes');
  }
  return { shape, weights };
}

/** @param then what the convolution does after its bias */
function expect(node: GraphNode | undefined, op: string, then?: readonly string[]): GraphNode {
  if (node?.op !== op) return unfit(`${node?.name ?? 'a node'} is no ${op}`);
  if (then !== undefined) {
    const fused = (node.attr?.fused_ops?.list?.s ?? []).map((word) => atob(word));
    if (fused.join() !== ['BiasAdd', ...then].join())
      return unfit(`${node.name} does ${fused.join()}`);
  }
  return node;
}

function nodesOf(json: Uint8Array | undefined): ReadonlyMap<string, GraphNode> {
  if (json === undefined) return unfit('it has no model.json');
  // The files were checked when the model was loaded; only what is looked for here is not certain.
  const model = JSON.parse(new TextDecoder().decode(json)) as {
    readonly modelTopology: { readonly node: readonly GraphNode[] };
  };
  return new Map(model.modelTopology.node.map((node) => [node.name, node]));
}

function unfit(detail: string): never {
  throw new ReadingError('training-unfit', { detail });
}
