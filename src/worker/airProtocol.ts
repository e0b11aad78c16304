import type { AirPhase, PenMode } from '../reading/air/airWriter.ts';
import type { MarkerColour } from '../reading/air/markerColour.ts';
import type { ErrorReport } from '../reading/errors.ts';
import type { Point } from '../reading/geometry.ts';
import type { PenEvent } from '../reading/strokes/penEvent.ts';
import { messageCheck } from './messageShape.ts';
import type { LoadingPart, MemoryReport } from './protocol.ts';
import type { FromSupervised } from './supervision.ts';

/** What is written with in front of the camera. */
export type AirTool = 'marker' | 'hand';

/** What is known after one frame. Points are px of the picture as the writer sees it. */
export interface AirView {
  readonly frameId: number;
  readonly width: number;
  readonly height: number;
  readonly tip: Point | null;
  readonly penDown: boolean;
  readonly phase: AirPhase;
  /** What the pen did since the view before, for the page's store of ink. */
  readonly pen: readonly PenEvent[];
  /** How long resting on the spot has lasted, as a share of what switches the pen. */
  readonly dwellShare: number;
  /** There is ink, and the pen has rested long enough for the final reading. */
  readonly paused: boolean;
  readonly message: ErrorReport | null;
  readonly colour: MarkerColour | null;
  /** The hand is looked for in every n-th frame; null where a marker writes. */
  readonly handEvery: number | null;
  /** Milliseconds of each stage of this frame. */
  readonly timings: Readonly<Record<string, number>>;
  readonly fps: number;
  /** When the frame came to the worker, ms since 1970: for the way from pen tip to ink. */
  readonly arrivedMs: number;
}

export interface AirStart {
  readonly tool: AirTool;
  /** Whether the camera faces the writer. */
  readonly mirrored: boolean;
  readonly colour: MarkerColour | null;
  readonly penMode: PenMode;
}

/** What the person does while writing. */
export type AirCommand =
  /** A click on the marker, px of the picture as the writer sees it. */
  | { readonly do: 'pick'; readonly at: Point }
  | { readonly do: 'calibrate' }
  | { readonly do: 'forget-colour' }
  | { readonly do: 'pen-mode'; readonly mode: PenMode }
  | { readonly do: 'hold'; readonly down: boolean };

/** Page → worker. Frames and streams are transferred: the worker closes them. */
export type ToAirWorker =
  | {
      readonly type: 'start';
      /** Absolute URL of the folder that holds `models/`, with a slash at its end. */
      readonly assetBase: string;
      readonly threads: number;
    }
  | ({ readonly type: 'write' } & AirStart)
  | { readonly type: 'frame'; readonly frame: ImageBitmap }
  | { readonly type: 'stream'; readonly frames: ReadableStream<VideoFrame> }
  | { readonly type: 'command'; readonly command: AirCommand }
  | { readonly type: 'stop' }
  | { readonly type: 'memory' };

/** Worker → page. */
export type FromAirWorker =
  | { readonly type: 'view'; readonly view: AirView }
  /** The frame sent by `frame` is done with: the next one may come. */
  | { readonly type: 'wants-frame' }
  /** How far the download of the finder of hands is. */
  | { readonly type: 'loading'; readonly part: LoadingPart }
  | { readonly type: 'failed'; readonly error: ErrorReport }
  | { readonly type: 'memory'; readonly report: MemoryReport };

/** True for a message of this version's page. */
export const isToAirWorker = messageCheck<ToAirWorker>({
  start: ['assetBase', 'threads'],
  write: ['tool', 'mirrored', 'colour', 'penMode'],
  frame: ['frame'],
  stream: ['frames'],
  command: ['command'],
  stop: [],
  memory: [],
});

/** True for a message of this version's worker. */
export const isFromAirWorker = messageCheck<FromAirWorker | FromSupervised>({
  view: ['view'],
  'wants-frame': [],
  loading: ['part'],
  failed: ['error'],
  memory: ['report'],
  pong: [],
  broken: ['error'],
});
