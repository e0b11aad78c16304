import {
  type Dispatch,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { type ErrorReport, reportError } from '../../reading/errors.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import {
  type AirAction,
  type AirSession,
  airSessionReducer,
  NEW_AIR_SESSION,
} from './airSession.ts';
import { InkReadings } from './inkReadings.ts';
import { WrittenInk } from './writtenInk.ts';

/** Ink and what is read of it, whichever tool it comes from. */
export interface AirWriting {
  readonly ink: WrittenInk;
  readonly session: AirSession;
  readonly dispatch: Dispatch<AirAction>;
  readonly hasInk: boolean;
  /** The last reading before Done is under way. */
  readonly finishing: boolean;
  readonly error: ErrorReport | null;
  /** Size of the picture that ink is px of. */
  readonly setSize: (size: Size) => void;
  /** The pen rests: what is there is read with all care. */
  readonly pause: () => void;
  /** Reads what is there to the end, puts it into the transcript and clears the page. */
  readonly finish: () => Promise<void>;
}

export function useAirWriting(): AirWriting {
  const reader = useReader();
  const newestReader = useRef(reader);
  useEffect(() => {
    newestReader.current = reader;
  });
  const size = useRef<Size>({ width: 1280, height: 720 });
  const [session, dispatch] = useReducer(airSessionReducer, NEW_AIR_SESSION);
  const [hasInk, setHasInk] = useState(false);
  const [finishing, setFinishing] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);

  const { ink, readings } = useMemo(() => {
    const written = new WrittenInk();
    return {
      ink: written,
      readings: new InkReadings({
        ink: () => written.ink(),
        read: async (what, final, signal) => {
          const reading = newestReader.current?.readInk(what, { final, signal });
          return reading ?? { lines: [], final: false };
        },
        onReading: (reading) => {
          setError(null);
          dispatch({ type: 'read', reading, size: size.current });
        },
        onError: (thrown) => setError(reportError(thrown)),
      }),
    };
  }, []);

  useEffect(() => {
    const ended = ink.subscribe(() => {
      setHasInk(!ink.isEmpty);
      if (ink.isEmpty) {
        readings.forget();
        dispatch({ type: 'wipe' });
      } else readings.changed();
    });
    return () => {
      ended();
      readings.forget();
    };
  }, [ink, readings]);

  const setSize = useCallback((next: Size) => {
    size.current = next;
  }, []);
  const pause = useCallback(() => readings.paused(), [readings]);
  const finish = useCallback(async () => {
    if (ink.isEmpty) return;
    setFinishing(true);
    await readings.settle();
    dispatch({ type: 'finish', ink: ink.ink(), size: size.current });
    ink.clear();
    setFinishing(false);
  }, [ink, readings]);

  return { ink, session, dispatch, hasInk, finishing, error, setSize, pause, finish };
}
