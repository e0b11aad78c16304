import { InkCanvas } from '../src/app/air/inkCanvas.ts';
import { createInkStore } from '../src/reading/strokes/inkStore.ts';
import type { AirView, ReadingClient } from '../src/worker/client.ts';
import type { AirTimes } from './benchApi.ts';
import { bitmapsOf } from './pictures.ts';

const FRAME_MS = 1000 / 30;
/** The first frames start the worker and its OpenCV: they are not counted. */
const WARM_UP_VIEWS = 15;

/** Plays pictures as a camera would, writes with the marker in them, and times frame and ink. */
export async function timesOfWriting(
  client: ReadingClient,
  pictures: readonly string[],
  count: number,
  marker: { readonly x: number; readonly y: number },
): Promise<readonly AirTimes[]> {
  const bitmaps = await bitmapsOf(pictures);
  const [first] = bitmaps;
  if (first === undefined) throw new Error('no pictures');
  const { width, height } = first;
  const film = document.createElement('canvas');
  Object.assign(film, { width, height });
  const screen = film.getContext('2d');
  const layer = (): HTMLCanvasElement => document.createElement('canvas');
  const layers = [layer(), layer(), layer()] as const;
  document.body.append(...layers);
  const ink = new InkCanvas(...layers);
  ink.fit({ width, height }, { width, height });

  const times: AirTimes[] = [];
  const store = createInkStore();
  store.subscribe((change) => {
    if (change.kind === 'extended') ink.extend(change.stroke, change.from);
  });
  let views = 0;
  let shown = 0;
  let isPicked = false;
  const [track] = film.captureStream(30).getVideoTracks();
  if (screen === null || track === undefined) throw new Error('no film');
  const timer = setInterval(() => {
    // The first picture stands until the marker's colour has been picked in it.
    if (isPicked) shown += 1;
    const picture = bitmaps[shown % bitmaps.length];
    if (picture) screen.drawImage(picture, 0, 0);
  }, FRAME_MS);
  try {
    return await new Promise((resolve, reject) => {
      const show = (view: AirView): void => {
        views += 1;
        if (view.phase === 'no-colour') handle.command({ do: 'pick', at: marker });
        else isPicked = true;
        if (!view.pen.some((event) => event.do === 'write')) return;
        store.apply(view.pen);
        afterPaint(() => {
          if (views <= WARM_UP_VIEWS || times.length === count) return;
          const { takeFrameMs = Number.NaN, followMarkerMs = Number.NaN } = view.timings;
          const inkMs = performance.timeOrigin + performance.now() - view.arrivedMs;
          times.push({ takeMs: takeFrameMs, followMs: followMarkerMs, inkMs });
          if (times.length < count) return;
          handle.stop();
          resolve(times);
        });
      };
      const handle = client.startAir(
        track,
        { tool: 'marker', mirrored: true, colour: null, penMode: 'hide' },
        { onView: show, onError: (error) => reject(new Error(error.message)) },
      );
    });
  } finally {
    clearInterval(timer);
    track.stop();
    for (const bitmap of bitmaps) bitmap.close();
    for (const layer of layers) layer.remove();
  }
}

/** Calls back in the first task after the next paint. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
}
