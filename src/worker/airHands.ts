import { memory } from '@tensorflow/tfjs-core';
import { createHandTracker, type HandTracker } from '../reading/air/hand/handTracker.ts';
import { chooseBackend } from '../reading/models/backend.ts';
import type { LoadingProgress } from '../reading/models/loadModel.ts';
import { httpModelFiles } from './httpModelFiles.ts';
import { WASM_FILES } from './wasmFiles.ts';

/** What the air worker needs to follow a hand. */
export interface AirHands {
  readonly tracker: HandTracker;
  tensorCount(): number;
}

/**
 * Starts TF.js on wasm, which works everywhere, and loads the hand's graphs.
 * @throws ReadingError
 */
export async function loadAirHands(
  { assetBase, threads }: { readonly assetBase: string; readonly threads: number },
  onProgress: (part: LoadingProgress) => void,
): Promise<AirHands> {
  await chooseBackend({ wasmPaths: WASM_FILES, threads, override: 'wasm' });
  const tracker = await createHandTracker(httpModelFiles(assetBase), { onProgress });
  return { tracker, tensorCount: () => memory().numTensors };
}
