import { createDetector, type Detector } from '../detector/detector.ts';
import { ReadingError } from '../errors.ts';
import type { CustomModelFile } from './customModel.ts';
import { customDetectorModel } from './customModel.ts';
import { buildGraph } from './loadGraph.ts';

/** Side of the blank picture that is run once: the smallest on which every level has cells. */
const TRIAL_SIDE = 64;

/**
 * Builds a detector of somebody's own on the current backend and runs it once, so that a graph that
 * does not fit its manifest is refused now and not in the middle of something.
 * @throws ReadingError `custom-model-…`, `model-invalid`
 */
export async function createCustomDetector(files: readonly CustomModelFile[]): Promise<Detector> {
  const model = customDetectorModel(files);
  const graph = await buildGraph(model);
  // Things of different classes may lie over one another (a person on a horse).
  const detector = createDetector({ graph, manifest: model.manifest, classesCompete: false });
  try {
    const blank = {
      data: new Uint8ClampedArray(TRIAL_SIDE * TRIAL_SIDE * 4).fill(255),
      width: TRIAL_SIDE,
      height: TRIAL_SIDE,
    };
    await detector.detect(blank, { longSide: TRIAL_SIDE });
  } catch (cause) {
    detector.dispose();
    if (cause instanceof ReadingError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ReadingError('custom-model-invalid', { cause, detail });
  }
  return detector;
}
