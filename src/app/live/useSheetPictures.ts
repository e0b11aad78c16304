import { type Dispatch, type RefObject, useEffect, useRef } from 'react';
import type { LiveView } from '../../worker/client.ts';
import type { SessionAction } from '../transcript/readingSession.ts';
import { sheetPicture } from './sheetPicture.ts';

/** A picture that shows as many lines as the one before is taken again after this time, ms. */
const AGAIN_MS = 4000;

interface Taken {
  readonly lines: number;
  readonly timeMs: number;
}

/** Takes a small picture of each sheet while it lies still and shows most of its lines. */
export function useSheetPictures(
  video: RefObject<HTMLVideoElement | null>,
  view: LiveView | null,
  dispatch: Dispatch<SessionAction>,
): void {
  const taken = useRef(new Map<number, Taken>());
  useEffect(() => {
    const sheet = view?.sheet;
    const element = video.current;
    if (!sheet || !element || view.moving) return;
    const lines = sheet.lines.filter(({ inView }) => inView).length;
    const before = taken.current.get(sheet.id);
    const timeMs = performance.now();
    const isMore = lines > (before?.lines ?? 0);
    const isAgain = lines === before?.lines && timeMs - before.timeMs > AGAIN_MS;
    if (!isMore && !isAgain) return;
    const { videoWidth: width, videoHeight: height } = element;
    const picture = sheetPicture(element, { width, height });
    if (picture === null) return;
    taken.current.set(sheet.id, { lines, timeMs });
    dispatch({ type: 'sheet-picture', sheetId: sheet.id, picture });
  }, [video, view, dispatch]);

  // Sheets are counted from the start again after a pause: what was taken is of others.
  const begun = view !== null;
  useEffect(() => {
    if (!begun) taken.current.clear();
  }, [begun]);
}
