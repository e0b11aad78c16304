import { createDetector, type Detector } from '../detector/detector.ts';
import { ReadingError, throwIfAborted } from '../errors.ts';
import { scaleBox } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { CustomModelFile } from '../models/customModel.ts';
import { createCustomDetector } from '../models/customModelDetector.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import { buildGraph } from '../models/loadGraph.ts';
import type { LoadedModel } from '../models/loadModel.ts';
import { FeatureView } from './cellFeatures.ts';
import { findHead } from './detectorHead.ts';
import {
  BATCH,
  judge,
  lossTargets,
  type SeenPicture,
  type TrainingProgress,
  trainHead,
} from './headTraining.ts';
import { splitPictures } from './heldOut.ts';
import {
  bestThreshold,
  type HeldOutFigures,
  heldOutFigures,
  type JudgedPicture,
  LEAST_SCORE,
  type TrueBox,
} from './heldOutFigures.ts';
import { startingHead } from './startingHead.ts';
import { classOrigins, type TrainedClass } from './trainedClass.ts';
import { type TunedDescription, tunedModelFiles } from './tunedModel.ts';

/** A picture whose boxes a person vouches for. */
export interface AnnotatedPicture {
  /** Px of the picture as it was annotated; its pixels may come smaller. */
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly TrueBox[];
}

/** A picture's pixels. */
export interface OpenedPicture {
  readonly image: RasterImage;
  /** As `isHeldOut` says of its file. */
  readonly heldOut: boolean;
}

export interface FineTuneOptions {
  readonly classes: readonly TrainedClass[];
  readonly pictures: readonly AnnotatedPicture[];
  /** Opens one of them by its place; null where it cannot be had, and it is left out. */
  readonly open: (index: number) => Promise<OpenedPicture | null>;
  readonly about: Pick<TunedDescription, 'name' | 'version'>;
  /** How often each picture is seen. */
  readonly rounds: number;
  /** What may be kept of all pictures together, bytes. */
  readonly memory?: number;
  /** Ends the training with what it has; before it has begun there is nothing. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: FineTuneProgress) => void;
}

export type FineTuneProgress =
  | { readonly phase: 'looking' | 'measuring'; readonly done: number; readonly total: number }
  | ({ readonly phase: 'training' } & TrainingProgress);

/** A detector that was trained here, and how right it and the one before are where it was not. */
export interface FineTuned {
  readonly files: readonly CustomModelFile[];
  readonly before: HeldOutFigures;
  readonly after: HeldOutFigures;
  /** Pictures that it was trained on, and such that were held out. */
  readonly trained: number;
  readonly heldOut: number;
  /** The places of the pictures that it was trained on among those that were given. */
  readonly trainedOn: readonly number[];
  /** Pictures that there was no memory for, and such that could not be opened. */
  readonly tooMany: number;
  readonly unopened: number;
  /** Where the boxes of each class were. */
  readonly classes: readonly ClassShare[];
}

export interface ClassShare {
  readonly name: string;
  /** Boxes in the pictures trained on, and in those held out. */
  readonly trained: number;
  readonly heldOut: number;
}

/** Features of 1,000 pictures of 512 px, bytes. */
const MEMORY = 400e6;
/** Of a few pictures each round has at least so many steps. */
const LEAST_STEPS_A_ROUND = 3;
const MOST_STEPS = 4000;

/**
 * Trains the last layers of a detector on what was annotated, on the current backend. What the
 * layers before them see of a picture is reckoned once.
 * @throws ReadingError `training-…`, `cancelled` where it was stopped before it began
 */
export async function fineTune(
  model: LoadedModel<'detector'>,
  options: FineTuneOptions,
): Promise<FineTuned> {
  const { classes, pictures, about, stop, onProgress } = options;
  const graph = await buildGraph(model);
  let tuned: Detector | null = null;
  try {
    const head = findHead(model, graph);
    const shapes = pictures.flatMap(({ boxes }) => boxes.map(({ box }) => box));
    const start = startingHead(head, model.manifest.detector, classes, shapes);
    const view = new FeatureView(graph, head, start.description);
    const chosen = thatFit(pictures, view, options.memory ?? MEMORY);
    if (chosen.length < Math.min(2, pictures.length)) throw new ReadingError('training-memory');
    const seen = await lookAt(chosen, view, start.description, options);
    const { train, heldOut } = splitPictures(seen);
    if (![train, heldOut].every((side) => side.some(({ classNames }) => classNames.length > 0))) {
      throw new ReadingError('training-pictures');
    }
    const known = createDetector({ graph, manifest: model.manifest, classesCompete: false });
    const before = await measure(known, heldOut, options, namesBy(model, classes));
    throwIfAborted(stop);
    const weights = await trainHead({
      start,
      train: train.map((picture) => picture.seen),
      heldOut: heldOut.map((picture) => picture.seen),
      steps: stepsFor(train.length, options.rounds),
      ...(stop === undefined ? {} : { stop }),
      onProgress: (progress) => onProgress?.({ phase: 'training', ...progress }),
    });
    const judged = await judge(
      heldOut.map((picture) => picture.seen),
      { ...start, weights },
    );
    const scoreThreshold = bestThreshold(judged, start.description.scoreThreshold);
    const description = { ...start.description, scoreThreshold };
    const write = (metrics: TunedDescription['metrics']) =>
      tunedModelFiles(
        model,
        head,
        { ...start, weights, description },
        { ...about, metrics, trainedOn: [`${train.length} annotated pictures`] },
      );
    tuned = await createCustomDetector(write({}));
    const same = new Map(classes.map(({ name }) => [name, name]));
    const after = await measure(tuned, heldOut, options, same);
    return {
      files: write(metricsOf(after)),
      before,
      after,
      trained: train.length,
      heldOut: heldOut.length,
      trainedOn: train.map(({ index }) => index),
      tooMany: pictures.length - chosen.length,
      unopened: chosen.length - seen.length,
      classes: classes.map(({ name }) => ({
        name,
        trained: boxesOf(train, name),
        heldOut: boxesOf(heldOut, name),
      })),
    };
  } finally {
    tuned?.dispose();
    graph.dispose();
  }
}

function stepsFor(pictures: number, rounds: number): number {
  const perRound = Math.max(LEAST_STEPS_A_ROUND, pictures / BATCH);
  return Math.min(MOST_STEPS, Math.ceil(rounds * perRound));
}

interface LookedAt {
  readonly index: number;
  readonly seen: SeenPicture;
  readonly heldOut: boolean;
  /** Class of each of its boxes. */
  readonly classNames: readonly string[];
}

function boxesOf(pictures: readonly LookedAt[], name: string): number {
  return pictures.flatMap(({ classNames }) => classNames).filter((one) => one === name).length;
}

/** Places of the pictures whose features fit into memory: all, or some from everywhere among them. */
function thatFit(
  pictures: readonly AnnotatedPicture[],
  view: FeatureView,
  memory: number,
): readonly number[] {
  const bytes = pictures.map((picture) => view.bytesOf(picture));
  const share = Math.min(1, memory / bytes.reduce((sum, one) => sum + one, 0));
  let [passed, taken] = [0, 0];
  return [...pictures.keys()].filter((index) => {
    const own = bytes[index] ?? 0;
    passed += own;
    // A byte of grace: sums of shares are not exact.
    if (taken + own > passed * share + 1) return false;
    taken += own;
    return true;
  });
}

async function lookAt(
  chosen: readonly number[],
  view: FeatureView,
  description: DetectorDescription,
  { pictures, open, stop, onProgress }: FineTuneOptions,
): Promise<readonly LookedAt[]> {
  const all: LookedAt[] = [];
  for (const [done, index] of chosen.entries()) {
    throwIfAborted(stop);
    onProgress?.({ phase: 'looking', done, total: chosen.length });
    const picture = pictures[index];
    if (picture === undefined) continue;
    const opened = await open(index);
    if (opened === null) continue;
    const { image, heldOut } = opened;
    const { width, height } = image;
    const features = view.look(image);
    const truths = truthsIn(picture, width);
    const targets = lossTargets(features, truths, description);
    const seen = { ...features, width, height, truths, targets };
    all.push({ index, seen, heldOut, classNames: truths.map(({ className }) => className) });
  }
  return all;
}

/** The classes to train by what a model calls them. */
function namesBy(
  { manifest }: LoadedModel<'detector'>,
  classes: readonly TrainedClass[],
): ReadonlyMap<string, string> {
  const known = manifest.detector.classes;
  return new Map(
    classOrigins(classes, known).flatMap((origin, at) => {
      const [called, trained] = [known[origin ?? -1], classes[at]];
      return called === undefined || trained === undefined ? [] : [[called, trained.name]];
    }),
  );
}

/**
 * How right a detector is in pictures, as the page runs it on them.
 * @param names the classes by what it calls them; others say nothing of it
 */
async function measure(
  detector: Detector,
  looked: readonly LookedAt[],
  { pictures, open, onProgress }: FineTuneOptions,
  names: ReadonlyMap<string, string>,
): Promise<HeldOutFigures> {
  const { input, scoreThreshold } = detector.manifest.detector;
  const judged: JudgedPicture[] = [];
  for (const [done, { index }] of looked.entries()) {
    onProgress?.({ phase: 'measuring', done, total: looked.length });
    const opened = await open(index);
    const picture = pictures[index];
    if (opened === null || picture === undefined) continue;
    const found = await detector.detect(opened.image, {
      longSide: input.stillLongSide,
      scoreThreshold: LEAST_SCORE,
    });
    judged.push({
      truths: truthsIn(picture, opened.image.width),
      found: found.flatMap((one) => {
        const className = names.get(one.className);
        return className === undefined ? [] : [{ ...one, className }];
      }),
    });
  }
  return heldOutFigures(judged, scoreThreshold);
}

function truthsIn({ boxes, width }: AnnotatedPicture, pixels: number): readonly TrueBox[] {
  return boxes.map(({ box, className }) => ({ box: scaleBox(box, pixels / width), className }));
}

function metricsOf({ ap50, recall, precision }: HeldOutFigures): Readonly<Record<string, number>> {
  const named = { AP50: ap50, recall, precision };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) =>
      value === null ? [] : [[name, Math.round(value * 10_000) / 10_000]],
    ),
  );
}
