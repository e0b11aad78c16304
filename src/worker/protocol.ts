import type { Detection } from '../reading/detector/detection.ts';
import type { ErrorReport } from '../reading/errors.ts';
import type { Form, FormField, FormRow } from '../reading/fields/form.ts';
import type { Box, Quad } from '../reading/geometry.ts';
import type { GrayImage, RasterImage } from '../reading/image.ts';
import type { CustomModelFile } from '../reading/models/customModel.ts';
import type { Budget } from '../reading/recognizer/budget.ts';
import type { ExpectedText } from '../reading/recognizer/ctc/expectedText.ts';
import type { Languages, WrittenLanguage } from '../reading/recognizer/languages.ts';
import type {
  EngineChoice,
  LineClass,
  LineReading,
  LinesSoFar,
  PictureReading,
  TextbookPage,
} from '../reading/results.ts';
import type { Script } from '../reading/script/scripts.ts';
import type { Ink } from '../reading/strokes/ink.ts';
import type { InkReading } from '../reading/strokes/inkReading.ts';
import { messageCheck } from './messageShape.ts';
import type { FromSupervised } from './supervision.ts';

/** How sure a line of the live view is: not read yet, read but doubtful, or settled. */
export type LineStatus = 'unread' | 'unsure' | 'sure';

/** What the live view can ask of the person, decided from what was measured in the picture. */
export type LiveHint = 'come-closer' | 'more-light' | 'hold-still';

/**
 * What a reader that reads does without: WebAssembly or its SIMD, so that it is slower, or nets that
 * help with unsure ink, so that it is less sure.
 */
export type ReaderLimit = 'no-wasm' | 'no-simd' | 'no-helpers' | 'no-language';

/** One line of the live picture; `id` stays while the paper moves. Coordinates are px of the frame. */
export interface LiveLine {
  readonly id: number;
  readonly quad: Quad;
  readonly box: Box;
  readonly lineClass: LineClass;
  readonly score: number;
  readonly status: LineStatus;
  readonly reading: LineReading | null;
}

/** A line of a sheet, in view or not; `id` is that of the live line that shows it. */
export interface LiveSheetLine extends Omit<LiveLine, 'status' | 'reading'> {
  readonly status: Exclude<LineStatus, 'unread'>;
  readonly reading: LineReading;
  readonly inView: boolean;
}

/** A sheet of paper with its lines in reading order, those out of the picture too. */
export interface LiveSheet {
  readonly id: number;
  readonly lines: readonly LiveSheetLine[];
  /** Numbers of sheets that were named before and turned out to be this one. */
  readonly absorbed: readonly number[];
}

/** What is known of one frame: its lines in reading order, and the milliseconds each stage took. */
export interface LiveView {
  readonly frameId: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly LiveLine[];
  /** The sheet in view, or the one seen last; null before the first. */
  readonly sheet: LiveSheet | null;
  readonly timings: Readonly<Record<string, number>>;
  readonly fps: number;
  readonly hint: LiveHint | null;
  readonly moving: boolean;
  /** The frame itself at a glance, by which its lines can be moved with the paper; null of a still. */
  readonly glance: GrayImage | null;
}

/** How far the download of one part of the reader is. */
export interface LoadingPart {
  readonly name: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What lives in the worker's memory, for finding leaks. */
export interface MemoryReport {
  readonly tensors: number;
  readonly mats: number;
  readonly wasmHeapBytes: number;
}

/** A detector of somebody's own that was loaded. */
export interface CustomModelInfo {
  readonly name: string;
  readonly version: string;
  readonly classes: readonly string[];
  /** Score from which its findings count, 0..1. */
  readonly scoreThreshold: number;
}

/** What such a detector found, best first; boxes are px of the picture that was looked at. */
export interface Detections {
  readonly width: number;
  readonly height: number;
  readonly things: readonly Detection[];
}

/** Things asked once and answered once; the answer's type stands beside each. */
export interface Requests {
  picture: {
    readonly input: { readonly image: ImageBitmap; readonly engine: EngineChoice };
    readonly output: PictureReading;
  };
  /** Reads a picture of one line or word. */
  line: {
    readonly input: { readonly image: ImageBitmap; readonly engine: EngineChoice };
    readonly output: LineReading;
  };
  textbook: {
    readonly input: { readonly image: ImageBitmap };
    readonly output: TextbookPage;
  };
  /** Reads ink: `live` while more is being written, `final` with all care. */
  ink: {
    readonly input: {
      readonly ink: Ink;
      readonly budget: Budget;
      readonly expects: ExpectedText;
    };
    readonly output: InkReading;
  };
  /** The language that lines look like, if it is none that is read. */
  language: {
    readonly input: { readonly lines: readonly string[] };
    readonly output: WrittenLanguage | null;
  };
  /** The script of a printed page. */
  script: {
    readonly input: { readonly image: ImageBitmap };
    readonly output: Script | null;
  };
  /** Looks for the corners of the sheet of paper in a picture. */
  'sheet-edges': {
    readonly input: { readonly image: ImageBitmap };
    readonly output: Quad | null;
  };
  /** Cuts a sheet out by its corners, seen from straight above. */
  'sheet-flatten': {
    readonly input: { readonly image: ImageBitmap; readonly quad: Quad };
    readonly output: RasterImage;
  };
  /** Makes a form to be found in pictures from a sample and its fields, px of the sample. */
  'form-learn': {
    readonly input: { readonly image: ImageBitmap; readonly fields: readonly FormField[] };
    readonly output: Form;
  };
  /** Reads what stands in a form's fields. */
  'form-read': {
    readonly input: { readonly image: ImageBitmap; readonly form: Form };
    readonly output: FormRow;
  };
  /** Takes a detector of somebody's own in the place of the one before. */
  'custom-load': {
    readonly input: { readonly files: readonly CustomModelFile[] };
    readonly output: CustomModelInfo;
  };
  'custom-drop': { readonly input: Record<never, never>; readonly output: null };
  /** Finds things with it. */
  'custom-detect': {
    readonly input: { readonly image: ImageBitmap; readonly live: boolean };
    readonly output: Detections;
  };
  memory: { readonly input: Record<never, never>; readonly output: MemoryReport };
}

export type RequestKind = keyof Requests;

/** Page → worker. Frames, bitmaps and streams are transferred: the worker closes them. */
export type ToWorker =
  | {
      readonly type: 'start';
      /** Absolute URL of the folder that holds `models/` and `tesseract/`, with a slash at its end. */
      readonly assetBase: string;
      readonly threads: number;
      readonly backend: string | null;
      readonly languages: Languages;
      readonly remembered: Readonly<Record<string, string>>;
    }
  | { readonly type: 'languages'; readonly languages: Languages }
  | { readonly type: 'live-start'; readonly engine: EngineChoice }
  | { readonly type: 'live-frame'; readonly frame: ImageBitmap }
  | { readonly type: 'live-stream'; readonly frames: ReadableStream<VideoFrame> }
  | { readonly type: 'live-engine'; readonly engine: EngineChoice }
  | { readonly type: 'live-pause' }
  | { readonly type: 'live-resume' }
  | { readonly type: 'live-reset' }
  | { readonly type: 'live-stop' }
  | {
      [Kind in RequestKind]: {
        readonly type: 'request';
        readonly requestId: number;
        readonly kind: Kind;
        readonly input: Requests[Kind]['input'];
      };
    }[RequestKind]
  | { readonly type: 'cancel'; readonly requestId: number };

/** Worker → page. */
export type FromWorker =
  | { readonly type: 'loading'; readonly parts: readonly LoadingPart[] }
  | { readonly type: 'ready'; readonly backend: string }
  | { readonly type: 'failed'; readonly error: ErrorReport }
  | { readonly type: 'limited'; readonly by: ReaderLimit }
  | { readonly type: 'remember'; readonly key: string; readonly value: string }
  | { readonly type: 'live-view'; readonly view: LiveView }
  /** The frame sent by `live-frame` is done with: the next one may come. */
  | { readonly type: 'live-wants-frame' }
  | { readonly type: 'live-failed'; readonly error: ErrorReport }
  | {
      readonly type: 'request-progress';
      readonly requestId: number;
      readonly done: number;
      readonly total: number;
      /** Of a picture: its lines as far as they are known. */
      readonly soFar?: LinesSoFar;
    }
  | {
      readonly type: 'request-done';
      readonly requestId: number;
      readonly output: Requests[RequestKind]['output'];
    }
  | { readonly type: 'request-failed'; readonly requestId: number; readonly error: ErrorReport };

/** True for a message of this version's page. */
export const isToWorker = messageCheck<ToWorker>({
  start: ['assetBase', 'threads', 'backend', 'languages', 'remembered'],
  languages: ['languages'],
  'live-start': ['engine'],
  'live-frame': ['frame'],
  'live-stream': ['frames'],
  'live-engine': ['engine'],
  'live-pause': [],
  'live-resume': [],
  'live-reset': [],
  'live-stop': [],
  request: ['requestId', 'kind', 'input'],
  cancel: ['requestId'],
});

/** True for a message of this version's worker. */
export const isFromWorker = messageCheck<FromWorker | FromSupervised>({
  loading: ['parts'],
  ready: ['backend'],
  failed: ['error'],
  limited: ['by'],
  remember: ['key', 'value'],
  'live-view': ['view'],
  'live-wants-frame': [],
  'live-failed': ['error'],
  'request-progress': ['requestId', 'done', 'total'],
  'request-done': ['requestId', 'output'],
  'request-failed': ['requestId', 'error'],
  pong: [],
  broken: ['error'],
});
