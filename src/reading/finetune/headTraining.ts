import { decodeOutput } from '../detector/decodeOutput.ts';
import { PRIOR_FIELDS, priorBoxes } from '../detector/priorBoxes.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import { AdamW } from './adamW.ts';
import { type CellFeatures, unpacked } from './cellFeatures.ts';
import { detectionLoss, type LossTargets } from './detectionLoss.ts';
import { headGradient, runHead } from './headRun.ts';
import { copyOfHead, type HeadWeights, mapHead } from './headWeights.ts';
import { type JudgedPicture, LEAST_SCORE, quality, type TrueBox } from './heldOutFigures.ts';
import { priorTargets } from './priorTargets.ts';
import type { StartingHead } from './startingHead.ts';

/** A picture as the last layers see it, with its true boxes in px of it. */
export interface SeenPicture extends CellFeatures {
  readonly width: number;
  readonly height: number;
  readonly truths: readonly TrueBox[];
  readonly targets: LossTargets;
}

/** How far a training is. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Class and box loss of this step's pictures. */
  readonly loss: number;
}

export interface HeadTrainingOptions {
  readonly start: StartingHead;
  readonly train: readonly SeenPicture[];
  readonly heldOut: readonly SeenPicture[];
  readonly steps: number;
  /** Ends it early with the best weights so far. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/** Pictures of one step, as `training/configs/annotated.yaml`. */
export const BATCH = 4;
const LEARNING_RATE = 0.005;
const WARMUP_STEPS = 20;
const LAST_RATE = 0.02;
/** The weights are measured this many times on the way. */
const MEASUREMENTS = 20;

/**
 * Trains the last layers on pictures as they see them, on the current backend, and gives the best
 * weights by the held-out pictures: those at the end where these show nothing. The same pictures
 * give the same weights on the same backend.
 */
export async function trainHead(options: HeadTrainingOptions): Promise<HeadWeights> {
  const { start, train, heldOut, steps, stop, onProgress } = options;
  const { description, shape } = start;
  const weights = copyOfHead(start.weights);
  const optimiser = new AdamW(weights);
  const nextPicture = shuffledForever(train);
  const every = Math.max(1, Math.floor(steps / MEASUREMENTS));
  let best = copyOfHead(weights);
  // What it started from is measured too: a training that only makes it worse changes nothing.
  let most = quality(await judge(heldOut, start)) ?? Number.NEGATIVE_INFINITY;
  let [done, measuredAt] = [0, 0];
  const measure = async (): Promise<void> => {
    measuredAt = done;
    const judged = await judge(heldOut, { description, shape, weights });
    const now = quality(judged) ?? done;
    if (now < most) return;
    most = now;
    best = copyOfHead(weights);
  };
  while (done < steps && !stop?.aborted) {
    const batch = Array.from({ length: Math.min(BATCH, train.length) }, nextPicture);
    const { loss, gradient } = batchGradient(batch, weights, start);
    optimiser.step(weights, gradient, learningRate(done, steps));
    done += 1;
    onProgress?.({ step: done, steps, loss });
    if (done % every === 0 || done === steps) await measure();
    await eventLoopTurn();
  }
  // One that is stopped is measured where it stands.
  if (done > measuredAt) await measure();
  return best;
}

/** What a head finds in pictures that it has seen; messages are let in between them. */
export async function judge(
  pictures: readonly SeenPicture[],
  head: StartingHead,
): Promise<readonly JudgedPicture[]> {
  const { description, shape, weights } = head;
  const judged: JudgedPicture[] = [];
  for (const { plan, packed, width, height, truths } of pictures) {
    await eventLoopTurn();
    const found = decodeOutput(runHead(unpacked(packed), weights, shape), description, {
      priors: priorBoxes(description.priors.levels, plan.width, plan.height),
      plan,
      threshold: LEAST_SCORE,
      picture: { width, height },
      classesCompete: false,
    });
    judged.push({ truths, found });
  }
  return judged;
}

/** Loss of a batch, and how it changes with each weight. */
export function batchGradient(
  batch: readonly SeenPicture[],
  weights: HeadWeights,
  { shape, description }: Pick<StartingHead, 'shape' | 'description'>,
): { readonly loss: number; readonly gradient: HeadWeights } {
  const targets = batch.map(({ targets: own }) => own);
  const positives = targets.reduce((sum, { positive }) => sum + positive.length, 0);
  let loss = 0;
  let gradient: HeadWeights | null = null;
  batch.forEach(({ packed, targets: target }) => {
    const own = headGradient(unpacked(packed), weights, shape, (output) => {
      const one = detectionLoss(output, target, description, positives);
      loss += one.classLoss + one.boxLoss;
      return one;
    });
    const before = gradient;
    gradient = before === null ? own : mapHead(before, (sum, part) => added(sum, own[part]));
  });
  return { loss, gradient: gradient ?? weights };
}

/** What the priors of a picture should say. */
export function lossTargets(
  { plan }: CellFeatures,
  truths: readonly TrueBox[],
  { priors, classes }: DetectorDescription,
): LossTargets {
  const boxes = truths.map(({ box }) => ({
    x: plan.contentX + (box.x - plan.region.x) / plan.scaleX,
    y: plan.contentY + (box.y - plan.region.y) / plan.scaleY,
    width: box.width / plan.scaleX,
    height: box.height / plan.scaleY,
  }));
  const targets = priorTargets(priors.levels, plan.width, plan.height, boxes);
  const table = priorBoxes(priors.levels, plan.width, plan.height);
  const rows = [...targets.positive].flatMap((prior) => [
    ...table.subarray(prior * PRIOR_FIELDS, (prior + 1) * PRIOR_FIELDS),
  ]);
  return {
    ...targets,
    labels: truths.map(({ className }) => classes.indexOf(className)),
    boxes,
    positivePriors: Float32Array.from(rows),
  };
}

function added(sum: Float32Array, more: Float32Array): Float32Array {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (more[i] ?? 0);
  return sum;
}

/** Linear warm-up, then a cosine down to 2 %. */
function learningRate(step: number, steps: number): number {
  const warm = Math.min(1, (step + 1) / WARMUP_STEPS);
  const left = 0.5 * (1 + Math.cos((Math.PI * step) / steps));
  return LEARNING_RATE * warm * (LAST_RATE + (1 - LAST_RATE) * left);
}

/** All pictures in a new order each time round. */
function shuffledForever<Picture>(pictures: readonly Picture[]): () => Picture {
  const random = mulberry32(7);
  let left: Picture[] = [];
  return () => {
    if (left.length === 0) left = [...pictures];
    const [picture] = left.splice(Math.floor(random() * left.length), 1);
    if (picture === undefined) throw new Error('There are no pictures.');
    return picture;
  };
}

/** Numbers in 0..1 that look random and are the same every time (Tommy Ettinger's Mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets messages in. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
