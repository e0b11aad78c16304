import * as tf from '@tensorflow/tfjs-core';
import type { DetectorOutput } from '../detector/decodeOutput.ts';
import type { HeadShape, HeadWeights } from './headWeights.ts';

/** How a loss changes with each number of an output. */
export interface OutputGradient {
  readonly byScore: Float32Array;
  readonly byBox: Float32Array;
}

const RELU6_MOST = 6;

/**
 * Runs the last layers on the features of all cells, on the current backend.
 * @param features Float32 `[cells, inputs]`, levels after each other
 */
export function runHead(
  features: Float32Array,
  head: HeadWeights,
  shape: HeadShape,
): DetectorOutput {
  return taken(() => {
    const { scores, boxes } = forward(features, head, shape);
    return { scores, boxes };
  });
}

/**
 * As `runHead`, and how a loss of the output changes with each weight.
 * @param gradientOf is told the output
 */
export function headGradient(
  features: Float32Array,
  head: HeadWeights,
  shape: HeadShape,
  gradientOf: (output: DetectorOutput) => OutputGradient,
): HeadWeights {
  return taken(() => {
    const run = forward(features, head, shape);
    const { byScore, byBox } = gradientOf({
      scores: valuesOf(run.scores),
      boxes: valuesOf(run.boxes),
    });
    const cells = features.length / shape.inputs;
    const scores = tf.tensor2d(byScore, [cells, shape.priors * shape.classes]);
    const boxes = tf.tensor2d(byBox, [cells, shape.priors * 4]);
    const passes = tf.cast(
      tf.logicalAnd(tf.greater(run.hidden, 0), tf.less(run.hidden, RELU6_MOST)),
      'float32',
    );
    const byHidden = tf.mul(
      tf.add(
        tf.matMul(scores, tf.transpose(run.weights.scores)),
        tf.matMul(boxes, tf.transpose(run.weights.boxes)),
      ),
      passes,
    );
    // The wasm backend's own product of a turned matrix takes several times as long.
    const hiddenByCell = tf.transpose(run.hidden);
    return {
      inner: tf.matMul(tf.transpose(run.input), byHidden),
      innerBias: tf.sum(byHidden, 0),
      scores: tf.matMul(hiddenByCell, scores),
      scoresBias: tf.sum(scores, 0),
      boxes: tf.matMul(hiddenByCell, boxes),
      boxesBias: tf.sum(boxes, 0),
    };
  });
}

/**
 * The numbers of tensors that are made inside. What `tidy` is given back it looks for tensors in,
 * number by number, so that numbers are taken out after it.
 */
function taken<Name extends string>(
  make: () => Readonly<Record<Name, tf.Tensor>>,
): Readonly<Record<Name, Float32Array>> {
  const tensors = tf.tidy<Record<Name, tf.Tensor>>(make);
  try {
    const values = Object.entries<tf.Tensor>(tensors).map(([name, tensor]) => [
      name,
      valuesOf(tensor),
    ]);
    return Object.fromEntries(values) as Record<Name, Float32Array>;
  } finally {
    tf.dispose(tensors);
  }
}

function forward(features: Float32Array, head: HeadWeights, shape: HeadShape) {
  const { inputs, hidden: units, priors, classes } = shape;
  const input = tf.tensor2d(features, [features.length / inputs, inputs]);
  const weights = {
    scores: tf.tensor2d(head.scores, [units, priors * classes]),
    boxes: tf.tensor2d(head.boxes, [units, priors * 4]),
  };
  const hidden: tf.Tensor2D = tf.clipByValue(
    tf.add(tf.matMul(input, tf.tensor2d(head.inner, [inputs, units])), tf.tensor1d(head.innerBias)),
    0,
    RELU6_MOST,
  );
  const scores = tf.add(tf.matMul(hidden, weights.scores), tf.tensor1d(head.scoresBias));
  const boxes = tf.add(tf.matMul(hidden, weights.boxes), tf.tensor1d(head.boxesBias));
  return { input, hidden, scores, boxes, weights };
}

/** The numbers themselves; the wasm and the cpu backend have them in this thread's memory. */
function valuesOf(tensor: tf.Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}
