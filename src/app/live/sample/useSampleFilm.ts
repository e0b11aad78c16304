import { useEffect, useState } from 'react';
import { usePageVisible } from '../../camera/usePageVisible.ts';
import { type SampleFilm, startSampleFilm } from './sampleFilm.ts';

/** The sample's track while it is wanted and the page is seen. */
export function useSampleFilm(wanted: boolean): MediaStreamTrack | null {
  const visible = usePageVisible();
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const running = wanted && visible;

  useEffect(() => {
    if (!running) return;
    let left = false;
    let film: SampleFilm | null = null;
    startSampleFilm().then(
      (started) => {
        film = started;
        if (left) film.stop();
        else setTrack(film.track);
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      left = true;
      film?.stop();
      setTrack(null);
    };
  }, [running]);

  return track;
}
