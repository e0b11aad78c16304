// Chromium's MediaStreamTrackProcessor is not in TypeScript's DOM types.
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorConstructor = new (init: {
  track: MediaStreamTrack;
  maxBufferSize?: number;
}) => TrackProcessor;

export interface FrameSinks {
  /** Takes over the whole stream of frames (Chromium): nothing more passes through this thread. */
  readonly onStream: (frames: ReadableStream<VideoFrame>) => void;
  /** Takes one frame; the next is taken after `wantsFrame()`. */
  readonly onFrame: (frame: ImageBitmap) => void;
}

/** What a live view can look at; a feed gives its next frame whenever the reader is free. */
export type LiveSource = MediaStreamTrack | HTMLVideoElement | AsyncIterator<ImageBitmap>;

/**
 * Sends the frames of a camera track or a playing video on: as a stream where the browser can,
 * else picture by picture with one in flight, so that a slow reader drops frames and never queues.
 */
export function framesOf(
  source: LiveSource,
  { onStream, onFrame }: FrameSinks,
): { wantsFrame(): void; stop(): void } {
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor })
    .MediaStreamTrackProcessor;
  if (Processor && source instanceof MediaStreamTrack) {
    const track = source.clone();
    onStream(new Processor({ track, maxBufferSize: 1 }).readable);
    return { wantsFrame: () => {}, stop: () => track.stop() };
  }
  if ('next' in source) return framesOfFeed(source, onFrame);
  const video = source instanceof HTMLVideoElement ? source : videoOf(source);
  let stopped = false;
  let waiting = false;
  const next = (): void => {
    if (stopped || waiting) return;
    waiting = true;
    video.requestVideoFrameCallback(async () => {
      waiting = false;
      if (stopped) return;
      try {
        const frame = await createImageBitmap(video);
        if (stopped) frame.close();
        else onFrame(frame);
      } catch {
        // The video had no picture yet (a camera that wakes up): the next frame will do.
        next();
      }
    });
  };
  next();
  return {
    wantsFrame: next,
    stop: () => {
      stopped = true;
      if (video !== source) video.srcObject = null;
    },
  };
}

function framesOfFeed(
  feed: AsyncIterator<ImageBitmap>,
  onFrame: (frame: ImageBitmap) => void,
): { wantsFrame(): void; stop(): void } {
  let stopped = false;
  const next = async (): Promise<void> => {
    const { done, value } = await feed.next();
    if (done) return;
    if (stopped) value.close();
    else onFrame(value);
  };
  void next();
  return {
    wantsFrame: () => void (stopped || next()),
    stop: () => {
      stopped = true;
      void feed.return?.();
    },
  };
}

function videoOf(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  video.play().catch(() => {
    // Autoplay of a muted stream is refused only when the stream ends first; then no frame comes.
  });
  return video;
}
