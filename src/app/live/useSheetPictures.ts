import { type Dispatch, type RefObject, useEffect, useRef } from 'react';
import type { LiveView } from '../../worker/client.ts';
import type { SessionAction } from '../transcript/readingSession.ts';
import { sheetPicture } from './sheetPicture.ts';

/** A picture that shows as many lines as the one before is taken again after this time, ms. */
const AGAIN_MS = 4000;
/**
 * The video is ahead of what was read in it: a picture that takes another's place is of its sheet
 * when that has lain there for so long after it, ms, and so many views.
 */
const STANDING = { ms: 1500, views: 4 } as const;

interface Taken {
  readonly lines: number;
  readonly timeMs: number;
}

interface Candidate extends Taken {
  readonly sheetId: number;
  readonly picture: string;
  readonly views: number;
}

/** Takes a small picture of each sheet while it lies still and shows most of its lines. */
export function useSheetPictures(
  video: RefObject<HTMLVideoElement | null>,
  view: LiveView | null,
  dispatch: Dispatch<SessionAction>,
): void {
  const taken = useRef(new Map<number, Taken>());
  const candidate = useRef<Candidate | null>(null);
  useEffect(() => {
    const sheet = view?.sheet;
    const element = video.current;
    if (!sheet || !element || view.moving) {
      candidate.current = null;
      return;
    }
    const timeMs = performance.now();
    const keep = ({ sheetId, picture, ...one }: Omit<Candidate, 'views'>): void => {
      taken.current.set(sheetId, one);
      dispatch({ type: 'sheet-picture', sheetId, picture });
    };
    const before = taken.current.get(sheet.id);
    const waiting = candidate.current;
    if (waiting !== null) {
      const { views, ...one } = waiting;
      const stood = timeMs - one.timeMs >= STANDING.ms && views >= STANDING.views;
      const isSame = one.sheetId === sheet.id;
      if (isSame && stood) keep(one);
      candidate.current = isSame && !stood ? { ...waiting, views: views + 1 } : null;
      if (isSame) return;
    }
    const lines = sheet.lines.filter(({ inView }) => inView).length;
    const isMore = lines > (before?.lines ?? 0);
    const isAgain = lines === before?.lines && timeMs - before.timeMs > AGAIN_MS;
    if (!isMore && !isAgain) return;
    const { videoWidth: width, videoHeight: height } = element;
    const picture = sheetPicture(element, { width, height });
    if (picture === null) return;
    const one = { sheetId: sheet.id, picture, lines, timeMs };
    if (before === undefined) keep(one);
    else candidate.current = { ...one, views: 0 };
  }, [video, view, dispatch]);

  // Sheets are counted from the start again after a pause: what was taken is of others.
  const begun = view !== null;
  useEffect(() => {
    if (!begun) taken.current.clear();
  }, [begun]);
}
