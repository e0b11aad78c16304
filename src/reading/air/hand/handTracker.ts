import type { RasterImage } from '../../image.ts';
import type { LoadingOptions } from '../../models/loadModel.ts';
import type { ModelFiles } from '../../models/modelFiles.ts';
import { HandDetector } from './handDetector.ts';
import { type HandLandmarks, LandmarkFinder } from './handLandmarks.ts';
import { loadHandGraphs } from './handModels.ts';
import { firstRegions, type HandRegion, regionOfLandmarks } from './handRegion.ts';

/** Follows one hand. */
export interface HandTracker {
  /**
   * Where the hand's joints are in the next frame: in the region they were in, and only when they
   * left it in the whole picture.
   * @throws ReadingError
   */
  look(frame: RasterImage): Promise<HandLandmarks | null>;
  /** Forgets where the hand was. */
  reset(): void;
  dispose(): void;
}

/** Frames without a hand before the whole picture is searched again: the search is the dear part. */
const SEARCH_EVERY = 4;

/**
 * Loads the hand's graphs.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`
 */
export async function createHandTracker(
  files: ModelFiles,
  options: LoadingOptions = {},
): Promise<HandTracker> {
  const graphs = await loadHandGraphs(files, options);
  return trackHand(new HandDetector(graphs.detector), new LandmarkFinder(graphs.landmarks));
}

/** A tracker on these two finders. */
export function trackHand(
  detector: Pick<HandDetector, 'find' | 'dispose'>,
  finder: Pick<LandmarkFinder, 'find' | 'dispose'>,
): HandTracker {
  let region: HandRegion | null = null;
  let unsearched = SEARCH_EVERY;

  async function search(frame: RasterImage): Promise<HandLandmarks | null> {
    const box = await detector.find(frame);
    if (box === null) return null;
    for (const guessed of firstRegions(box)) {
      const guess = await finder.find(frame, guessed);
      const better = guess && regionOfLandmarks(guess);
      // Joints are exact only in a region that they turned themselves.
      if (better) return finder.find(frame, better);
    }
    return null;
  }

  return {
    async look(frame) {
      let found = region && (await finder.find(frame, region));
      if (found === null) {
        unsearched = region === null ? unsearched + 1 : SEARCH_EVERY;
        if (unsearched >= SEARCH_EVERY) {
          unsearched = 0;
          found = await search(frame);
        }
      }
      region = found && regionOfLandmarks(found);
      return found;
    },
    reset() {
      region = null;
      unsearched = SEARCH_EVERY;
    },
    dispose() {
      detector.dispose();
      finder.dispose();
    },
  };
}
