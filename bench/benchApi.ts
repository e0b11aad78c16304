import type { MemoryReport } from '../src/worker/protocol.ts';

/** Milliseconds of one frame of the live view, as the page sees them. */
export interface FrameTimes {
  /** Frame sent → boxes here. */
  readonly boxesMs: number;
  /** Boxes here → every line of the frame read. */
  readonly textMs: number;
  readonly totalMs: number;
  readonly texts: readonly string[];
}

/** What came of frames in which a marker wrote. */
export interface AirFrames {
  /** Frames in which the marker was found. */
  readonly tracked: number;
  /** Points of ink. */
  readonly points: number;
}

/** Milliseconds of one frame in which a marker wrote. */
export interface AirTimes {
  /** In the worker: its pixels taken, and the marker followed in them. */
  readonly takeMs: number;
  readonly followMs: number;
  /** Frame in the worker → its ink painted on the page. */
  readonly inkMs: number;
}

/** Milliseconds of one photo that is read as a page, from its file on. */
export interface PageTimes {
  readonly boxesMs: number;
  readonly firstLineMs: number;
  readonly wholeMs: number;
  /** Lines that were read. */
  readonly lines: number;
}

/** One photo read as a page, and what is in memory afterwards. */
export interface PageRead {
  readonly times: PageTimes;
  readonly memory: MemoryReport;
  /** The page's own heap, bytes; 0 where the browser does not say. */
  readonly pageHeapBytes: number;
}

/** What `npm run bench` and the memory test call in this page. Pictures are data URLs. */
export interface BenchPage {
  /** Waits for the reader; gives the backend in use. */
  ready(): Promise<string>;
  /** The first reading of each picture, everything known forgotten before it. */
  firstReadings(pictures: readonly string[]): Promise<readonly FrameTimes[]>;
  /** The pictures one after the other as frames of one live view, `count` frames in all. */
  stream(pictures: readonly string[], count: number): Promise<readonly FrameTimes[]>;
  /**
   * The pictures one after the other as frames of a marker that writes, `count` frames in all.
   * @param marker where the marker is in the first picture, px as the writer sees it
   */
  airFrames(
    pictures: readonly string[],
    count: number,
    marker: { readonly x: number; readonly y: number },
  ): Promise<AirFrames>;
  /**
   * The same as a stream of 30 frames a second, as a camera sends them, with the ink drawn; the times
   * of the frames that left ink.
   */
  airTimes(
    pictures: readonly string[],
    count: number,
    marker: { readonly x: number; readonly y: number },
  ): Promise<readonly AirTimes[]>;
  /** Reads a photo as Documents does. */
  readPage(picture: string): Promise<PageRead>;
  textbookPages(pictures: readonly string[]): Promise<readonly number[]>;
  /** One whole-picture call of tesseract.js for each picture, the worker already started. */
  tesseractPages(pictures: readonly string[]): Promise<readonly number[]>;
  memory(): Promise<MemoryReport>;
  /** As `memory`, of the worker that follows the pen. */
  airMemory(): Promise<MemoryReport>;
}
