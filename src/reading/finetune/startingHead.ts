import type { Box } from '../geometry.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import type { DetectorHead } from './detectorHead.ts';
import {
  copyOfHead,
  type HeadShape,
  type HeadWeights,
  withClasses,
  withPlainBoxes,
} from './headWeights.ts';
import { boxAspects, withAspects } from './priorShapes.ts';
import { classOrigins, type TrainedClass } from './trainedClass.ts';

/** What a training starts from. */
export interface StartingHead {
  readonly shape: HeadShape;
  readonly weights: HeadWeights;
  readonly description: DetectorDescription;
}

/** As `training/configs/annotated.yaml`. */
const NEW_LONG_SIDE = 512;
const NEW_THRESHOLD = 0.4;

/**
 * The head for the classes of a project. Where the model knows one of them, it goes on from what it
 * knows; else classes and boxes begin afresh, with prior boxes in the shapes of the project's boxes.
 */
export function startingHead(
  head: DetectorHead,
  before: DetectorDescription,
  trained: readonly TrainedClass[],
  boxes: readonly Pick<Box, 'width' | 'height'>[],
): StartingHead {
  const classes = trained.map(({ name }) => name);
  const origins = classOrigins(trained, before.classes);
  const shape = { ...head.shape, classes: classes.length };
  const weights = withClasses(copyOfHead(head.weights), head.shape, origins);
  if (origins.some((origin) => origin !== null)) {
    return { shape, weights, description: { ...before, classes } };
  }
  const { multiple } = before.input;
  const levels = withAspects(before.priors.levels, boxAspects(boxes));
  return {
    shape,
    weights: levels === null ? weights : withPlainBoxes(weights),
    description: {
      ...before,
      classes,
      priors: { levels: levels ?? before.priors.levels },
      input: { liveLongSide: NEW_LONG_SIDE, stillLongSide: NEW_LONG_SIDE, multiple },
      scoreThreshold: NEW_THRESHOLD,
    },
  };
}
