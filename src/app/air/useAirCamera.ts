import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { AirPhase } from '../../reading/air/airWriter.ts';
import type { MarkerColour } from '../../reading/air/markerColour.ts';
import type { ErrorReport } from '../../reading/errors.ts';
import type { AirCommand, AirHandle, AirTool, AirView, LoadingPart } from '../../worker/client.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import { changeAirSettings, useAirSettings } from './airSettings.ts';
import type { PenRing } from './penRing.ts';
import type { AirWriting } from './useAirWriting.ts';

/** What the screen shows of a running camera; ink and ring are drawn past it. */
export interface AirStatus {
  readonly phase: AirPhase;
  readonly penDown: boolean;
  readonly message: ErrorReport | null;
  readonly colour: MarkerColour | null;
  readonly handEvery: number | null;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly timings: Readonly<Record<string, number>>;
  /** From a frame's arrival in the worker to its ink on the canvas, ms, running mean. */
  readonly frameToInkMs: number;
}

export interface AirCamera {
  /** Null until the first frame. */
  readonly status: AirStatus | null;
  readonly error: ErrorReport | null;
  /** The finder of hands while it is on its way. */
  readonly loading: LoadingPart | null;
  readonly command: (command: AirCommand) => void;
}

/** Figures of the details panel are shown anew this often, ms. */
const FIGURES_EVERY_MS = 500;
const INERTIA = 0.9;

/** Has a marker or hand in front of the camera followed, and its ink put on the page as it comes. */
export function useAirCamera(
  track: MediaStreamTrack | null,
  tool: AirTool,
  { ink, setSize, pause }: AirWriting,
  ring: RefObject<PenRing | null>,
): AirCamera {
  const reader = useReader();
  const { penMode, colour } = useAirSettings();
  const first = useRef({ penMode, colour });
  first.current = { penMode, colour };
  const handle = useRef<AirHandle | null>(null);
  const [status, setStatus] = useState<AirStatus | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [loading, setLoading] = useState<LoadingPart | null>(null);

  useEffect(() => {
    if (!reader || !track) return;
    let shownAt = 0;
    let wasPaused = false;
    let frameToInkMs = 0;
    let newest: AirView | null = null;
    const show = (view: AirView): void => {
      ink.apply(view.pen);
      ring.current?.show(view);
      const tookMs = performance.timeOrigin + performance.now() - view.arrivedMs;
      frameToInkMs = frameToInkMs === 0 ? tookMs : INERTIA * frameToInkMs + (1 - INERTIA) * tookMs;
      if (newest?.width !== view.width || newest.height !== view.height) setSize(view);
      if (view.paused && !wasPaused) pause();
      wasPaused = view.paused;
      const changed =
        newest?.phase !== view.phase ||
        newest.penDown !== view.penDown ||
        newest.message?.code !== view.message?.code;
      newest = view;
      const now = performance.now();
      if (!changed && now - shownAt < FIGURES_EVERY_MS) return;
      shownAt = now;
      const { phase, penDown, message, handEvery, width, height, fps, timings } = view;
      setStatus({
        ...{ phase, penDown, message, handEvery, width, height, fps, timings, frameToInkMs },
        colour: view.colour,
      });
    };
    ink.lift();
    setError(null);
    const started = reader.startAir(
      track,
      {
        tool,
        mirrored: facesWriter(track),
        penMode: first.current.penMode,
        colour: first.current.colour,
      },
      {
        onView: show,
        onError: setError,
        onLoading: (part) => setLoading(part.loadedBytes < part.totalBytes ? part : null),
        onRestart: () => ink.lift(),
      },
    );
    handle.current = started;
    return () => {
      handle.current = null;
      started.stop();
      ink.lift();
      ring.current?.hide();
      setStatus(null);
      setLoading(null);
      // Light has changed it a little since it was picked.
      if (newest?.colour) changeAirSettings({ colour: newest.colour });
    };
  }, [reader, track, tool, ink, setSize, pause, ring]);

  useEffect(() => handle.current?.command({ do: 'pen-mode', mode: penMode }), [penMode]);

  // A colour is worth keeping once the marker was followed with it.
  const learnt = status?.phase === 'tracking' && tool === 'marker' ? status.colour : null;
  const known = learnt !== null;
  useEffect(() => {
    if (known && newestColour.current) changeAirSettings({ colour: newestColour.current });
  }, [known]);
  const newestColour = useRef(learnt);
  newestColour.current = learnt;

  const command = useCallback((next: AirCommand) => {
    if (next.do === 'pick' || next.do === 'calibrate') setError(null);
    handle.current?.command(next);
  }, []);
  return { status, error, loading, command };
}

/** Cameras at the back of phones look where the writer looks: their picture is no mirror. */
export function facesWriter(track: MediaStreamTrack): boolean {
  return track.getSettings().facingMode !== 'environment';
}
