import {
  type Dispatch,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import type { Writing } from '../../formats/inkJson.ts';
import { type ErrorReport, reportError } from '../../reading/errors.ts';
import type { ExpectedText } from '../../reading/recognizer/ctc/expectedText.ts';
import { createInkStore, type InkStore } from '../../reading/strokes/inkStore.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import {
  type AirAction,
  type AirSession,
  airSessionReducer,
  NEW_AIR_SESSION,
} from './airSession.ts';
import { InkReadings } from './inkReadings.ts';
import { useKeptInk } from './useKeptInk.ts';

/** Ink and what is read of it, whichever tool it comes from. */
export interface AirWriting {
  readonly ink: InkStore;
  readonly session: AirSession;
  readonly dispatch: Dispatch<AirAction>;
  readonly hasInk: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The last reading before Done is under way. */
  readonly finishing: boolean;
  readonly error: ErrorReport | null;
  /** Size of the picture that ink is px of. */
  readonly setSize: (size: Size) => void;
  readonly inkSize: () => Size;
  /** How often a page of an earlier visit was put here. */
  readonly recalled: number;
  /** The pen rests: what is there is read with all care. */
  readonly pause: () => void;
  /** Reads what is there to the end, puts it into the transcript and clears the page. */
  readonly finish: () => Promise<void>;
  /** Puts ink of a file on the page; what stands there is done first. */
  readonly open: (page: Writing) => void;
  readonly fail: (error: unknown) => void;
  /** Wipes the ink away. */
  readonly clear: () => void;
  /** Takes back the last step, Done and Clear included. */
  readonly undo: () => void;
  readonly redo: () => void;
  /** What kind of text every line of the page is. */
  readonly expects: ExpectedText;
  readonly setExpects: (expects: ExpectedText) => void;
}

/** A step that emptied the page: the transcript before it, and what it did there. */
interface Emptied {
  readonly before: AirSession;
  readonly action: AirAction | null;
}

/** @param onRecall called when a page of an earlier visit was put here */
export function useAirWriting(onRecall: () => void): AirWriting {
  const reader = useReader();
  const newestReader = useRef(reader);
  useEffect(() => {
    newestReader.current = reader;
  });
  const size = useRef<Size>({ width: 1280, height: 720 });
  const [session, dispatch] = useReducer(airSessionReducer, NEW_AIR_SESSION);
  const newestSession = useRef(session);
  useEffect(() => {
    newestSession.current = session;
  });
  /** What stood in the transcript around the steps that empty the page. */
  const emptied = useRef(new Map<number, Emptied>());
  const [hasInk, setHasInk] = useState(false);
  const [canUndo, setCanUndo] = useState(false);
  const [canRedo, setCanRedo] = useState(false);
  const [finishing, setFinishing] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [expects, setKind] = useState<ExpectedText>('text');
  const newestExpects = useRef(expects);

  const { ink, readings } = useMemo(() => {
    const written = createInkStore();
    return {
      ink: written,
      readings: new InkReadings({
        ink: () => written.ink(),
        read: async (what, budget, signal) => {
          const options = { budget, signal, expects: newestExpects.current };
          const reading = newestReader.current?.readInk(what, options);
          return reading ?? { lines: [], budget: 'live' };
        },
        onReading: (reading) => {
          setError(null);
          dispatch({ type: 'read', reading, size: size.current });
        },
        onError: (thrown) => setError(reportError(thrown)),
      }),
    };
  }, []);

  /** A page comes back stroke by stroke: a part of it is nothing to read. */
  const isComingBack = useRef(false);
  useEffect(() => {
    const ended = ink.subscribe(() => {
      setHasInk(!ink.isEmpty);
      setCanUndo(ink.canUndo);
      setCanRedo(ink.canRedo);
      if (ink.isEmpty) {
        readings.forget();
        dispatch({ type: 'wipe' });
      } else if (!isComingBack.current) readings.changed();
    });
    return () => {
      ended();
      readings.forget();
    };
  }, [ink, readings]);

  const [recalled, setRecalled] = useState(0);
  const onPage = (page: Writing): void => {
    size.current = page.size;
    // Stroke by stroke, as it was written: undo takes them back one by one.
    isComingBack.current = true;
    for (const stroke of page.ink.strokes) ink.edit((before) => [...before, stroke]);
    isComingBack.current = false;
    setRecalled((count) => count + 1);
    readings.changed();
    readings.paused();
    onRecall();
  };
  useKeptInk({ ink, session, size, dispatch, onPage });

  const setSize = useCallback((next: Size) => {
    size.current = next;
  }, []);
  const inkSize = useCallback(() => size.current, []);
  const pause = useCallback(() => readings.paused(), [readings]);
  const setExpects = useCallback(
    (next: ExpectedText) => {
      newestExpects.current = next;
      setKind(next);
      if (ink.isEmpty) return;
      readings.changed();
      readings.paused();
    },
    [ink, readings],
  );
  const finish = useCallback(async () => {
    if (ink.isEmpty) return;
    setFinishing(true);
    await readings.settle();
    const action: AirAction = { type: 'finish', ink: ink.ink(), size: size.current };
    const before = newestSession.current;
    dispatch(action);
    ink.clear();
    emptied.current.set(ink.step, { before, action });
    setFinishing(false);
  }, [ink, readings]);
  const open = useSteadyHandler((page: Writing) => {
    void finish().then(() => put(page));
  });
  const put = (page: Writing): void => {
    setError(null);
    size.current = page.size;
    ink.edit(() => page.ink.strokes);
    setRecalled((count) => count + 1);
    readings.paused();
    onRecall();
  };
  const fail = useCallback((thrown: unknown) => setError(reportError(thrown)), []);
  const clear = useCallback(() => {
    const before = newestSession.current;
    if (!ink.isEmpty) {
      ink.clear();
      emptied.current.set(ink.step, { before, action: null });
    }
  }, [ink]);
  const undo = useCallback(() => {
    const step = ink.undo();
    const known = step === null ? undefined : emptied.current.get(step);
    if (known) dispatch({ type: 'restore', session: known.before });
  }, [ink]);
  const redo = useCallback(() => {
    const step = ink.redo();
    const known = step === null ? undefined : emptied.current.get(step);
    // The emptied page has wiped what was read of it: what Done keeps is kept from before.
    if (!known?.action) return;
    dispatch({ type: 'restore', session: known.before });
    dispatch(known.action);
  }, [ink]);

  return {
    ...{ ink, session, dispatch, hasInk, canUndo, canRedo, finishing, error },
    ...{ setSize, inkSize, recalled, pause, finish, open, fail, clear, undo, redo },
    ...{ expects, setExpects },
  };
}
