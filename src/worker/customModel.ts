import type { Detector } from '../reading/detector/detector.ts';
import { ReadingError } from '../reading/errors.ts';
import type { RasterImage } from '../reading/image.ts';
import type { CustomModelFile } from '../reading/models/customModel.ts';
import { createCustomDetector } from '../reading/models/customModelDetector.ts';
import type { CustomModelInfo, Detections } from './protocol.ts';

/** The one detector of somebody's own that is loaded, if any. */
export class CustomModel {
  #detector: Detector | null = null;
  /** Runs one after the other: a graph must not be freed while it runs. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws ReadingError; the detector before stays where the new one is refused */
  load(files: readonly CustomModelFile[]): Promise<CustomModelInfo> {
    return this.#inTurn(async () => {
      const detector = await createCustomDetector(files);
      this.#detector?.dispose();
      this.#detector = detector;
      const { name, version, detector: description } = detector.manifest;
      const { classes, scoreThreshold } = description;
      return { name, version, classes, scoreThreshold };
    });
  }

  drop(): Promise<null> {
    return this.#inTurn(async () => {
      this.#detector?.dispose();
      this.#detector = null;
      return null;
    });
  }

  /** @throws ReadingError `custom-model-incomplete` where none is loaded */
  detect(image: RasterImage, live: boolean): Promise<Detections> {
    return this.#inTurn(async () => {
      if (this.#detector === null) throw new ReadingError('custom-model-incomplete');
      const { input } = this.#detector.manifest.detector;
      const longSide = live ? input.liveLongSide : input.stillLongSide;
      const things = await this.#detector.detect(image, { longSide });
      return { width: image.width, height: image.height, things };
    });
  }

  #inTurn<Output>(work: () => Promise<Output>): Promise<Output> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
