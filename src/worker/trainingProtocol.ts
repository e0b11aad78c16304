import type { ErrorReport } from '../reading/errors.ts';
import type {
  AnnotatedPicture,
  FineTuned,
  FineTuneProgress,
} from '../reading/finetune/fineTune.ts';
import type { TrainedClass } from '../reading/finetune/trainedClass.ts';
import type { TunedDescription } from '../reading/finetune/tunedModel.ts';
import type { CustomModelFile } from '../reading/models/customModel.ts';
import { messageCheck } from './messageShape.ts';
import type { FromSupervised } from './supervision.ts';

/** What is trained, and on what. */
export interface TrainingOrder {
  /** The model to start from; null: the shipped one. */
  readonly model: readonly CustomModelFile[] | null;
  readonly classes: readonly TrainedClass[];
  readonly pictures: readonly AnnotatedPicture[];
  readonly about: Pick<TunedDescription, 'name' | 'version'>;
  /** How often each picture is seen. */
  readonly rounds: number;
}

/** A picture with its file, by which it is told whether it is held out. */
export interface TrainingPicture {
  readonly image: ImageBitmap;
  readonly file: Blob;
}

/** Page → worker. Bitmaps are transferred: the worker closes them. */
export type ToTraining =
  | {
      readonly type: 'start';
      readonly order: TrainingOrder;
      readonly assetBase: string;
      readonly threads: number;
    }
  /** The answer to `wants`; null: the picture cannot be had. */
  | { readonly type: 'picture'; readonly picture: TrainingPicture | null }
  /** Ends the training with the best weights so far. */
  | { readonly type: 'stop' };

/** Worker → page. */
export type FromTraining =
  | { readonly type: 'wants'; readonly index: number }
  | { readonly type: 'progress'; readonly progress: FineTuneProgress }
  | { readonly type: 'done'; readonly tuned: FineTuned }
  | { readonly type: 'failed'; readonly error: ErrorReport };

/** True for a message of this version's page. */
export const isToTraining = messageCheck<ToTraining>({
  start: ['order', 'assetBase', 'threads'],
  picture: ['picture'],
  stop: [],
});

/** True for a message of this version's worker. */
export const isFromTraining = messageCheck<FromTraining | FromSupervised>({
  wants: ['index'],
  progress: ['progress'],
  done: ['tuned'],
  failed: ['error'],
  pong: [],
  broken: ['error'],
});
