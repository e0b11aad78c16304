import { type Dispatch, useMemo, useState } from 'react';
import { useKept } from '../notebook/useKept.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { ReadingSession, SessionAction } from '../transcript/readingSession.ts';
import { writtenLines } from '../transcript/transcript.ts';

/**
 * Keeps what is read in the notebook, and brings it back.
 * @param leavePicture ends what is read now, since the screen is emptied
 */
export function useKeptReading(
  { transcript, view, names }: ReadingSession,
  dispatch: Dispatch<SessionAction>,
  leavePicture: () => void,
): void {
  const [frame, setFrame] = useState<Size>({ width: 1280, height: 720 });
  if (view && (view.width !== frame.width || view.height !== frame.height)) {
    setFrame({ width: view.width, height: view.height });
  }
  const content = useMemo(
    () => (writtenLines(transcript).length > 0 ? { transcript, frame, names } : null),
    [transcript, frame, names],
  );
  useKept('live', content, (kept) => {
    if (kept === null) leavePicture();
    if (kept === null) dispatch({ type: 'clear' });
    else dispatch({ type: 'recall', transcript: kept.transcript, names: kept.names ?? {} });
  });
}
