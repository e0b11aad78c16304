import { useEffect, useMemo, useRef, useState } from 'react';
import { boundingBox, type Point } from '../../../reading/geometry.ts';
import type { InkPoint } from '../../../reading/strokes/ink.ts';
import { Notice } from '../../notices/Notice.tsx';
import { useReaderState } from '../../reader/ReaderContext.tsx';
import type { Size } from '../../stage/displayGeometry.ts';
import { useElementSize } from '../../stage/useElementSize.ts';
import type { OpenWord } from '../../transcript/readingSession.ts';
import { wordsOf } from '../../transcript/transcript.ts';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import { useTouch } from '../../useTouch.ts';
import { AirDesk } from '../AirDesk.tsx';
import { AirDetails } from '../AirDetails.tsx';
import type { WritingTool } from '../airSettings.ts';
import type { ForeseenInk } from '../foreseenInk.ts';
import type { AirWriting } from '../useAirWriting.ts';
import { LassoLayer } from './LassoLayer.tsx';
import { LineTexts } from './LineTexts.tsx';
import { Lasso, NO_LASSO } from './lasso.ts';
import { placeTexts } from './lineTexts.ts';
import { PadTools } from './PadTools.tsx';
import { inkStyle, PAD_WIDTH, type PadMode, usePadPen } from './padPen.ts';
import { usePad } from './usePad.ts';
import './pad.css';

interface PadDeskProps {
  readonly hidden: boolean;
  readonly writing: AirWriting;
  readonly onTool: (tool: WritingTool | null) => void;
}

/** Size of the text under the ink, px of the page. */
const TEXT_PX = 15;
/** Once the pen rests below this share of the room, the paper comes up to the other. */
const LOW = 0.68;
const COMES_UP_TO = 0.42;
/** Free paper below the ink, a share of the room. */
const SPARE = 0.6;

/** Paper for mouse, finger and pen, as long as it is needed; no camera is asked for. */
export function PadDesk({ hidden, writing, onTool }: PadDeskProps) {
  const reader = useReaderState().kind;
  const touch = useTouch();
  const room = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const foreseen = useRef<ForeseenInk | null>(null);
  const shown = useElementSize(room);
  const { ink, session, setSize, hasInk, pause } = writing;
  const [mode, setMode] = useState<PadMode>('pen');
  const [resting, setResting] = useState(true);
  const [selection, setSelection] = useState(NO_LASSO);
  const lasso = useMemo(() => new Lasso(ink, setSelection), [ink]);
  const pen = usePadPen();
  const [lowest, setLowest] = useState(0);
  const [tapped, setTapped] = useState<OpenWord | null>(null);
  const scale = shown ? PAD_WIDTH / shown.width : 1;
  const picture = useMemo<Size>(
    () => ({ width: PAD_WIDTH, height: paperHeight(shown, scale, lowest) }),
    [shown, scale, lowest],
  );

  useEffect(() => setSize(picture), [picture, setSize]);
  useEffect(() => ink.setStyle(inkStyle(pen, PAD_WIDTH)), [ink, pen]);
  // The paper grows as the pen rests, never under it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written before is measured when the pen rests.
  useEffect(() => {
    if (!resting) return;
    const points = ink.ink().strokes.flatMap((stroke) => stroke.points);
    setLowest(points.reduce((low, { y }) => Math.max(low, y), 0));
  }, [ink, resting, hasInk]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: paper that has grown can be moved farther.
  useEffect(() => {
    const newest = ink.ink().strokes.at(-1);
    if (!resting || !newest || !room.current || !shown) return;
    const box = boundingBox(newest.points);
    const at = (box.y + box.height) / scale - room.current.scrollTop;
    if (at < LOW * shown.height) return;
    const top = room.current.scrollTop + at - COMES_UP_TO * shown.height;
    room.current.scrollTo({ top, behavior: wantsStillness() ? 'instant' : 'smooth' });
  }, [ink, resting, scale, shown, picture]);

  const lines = (session.view?.lines ?? []).map(({ id, box }) => {
    const line = session.transcript.find((one) => one.id === id);
    return { id, box, words: line ? wordsOf(line) : [] };
  });
  const newestLine = Math.max(0, ...lines.map(({ id }) => id));
  const texts = placeTexts(lines, picture, TEXT_PX * scale);
  const settled = texts.filter(({ id }) => resting || id !== newestLine);

  const onTap = (at: Point): boolean => {
    const text = texts.find(({ box }) => isIn(at, box));
    const line = session.view?.lines.find(({ id }) => id === text?.id);
    if (!text || !line) return false;
    const index = wordAt(at.x - text.x, text.words, text.box.width);
    const word = { lineId: text.id, index, from: 'picture' } as const;
    // After the press that asked for it: the browser closes what is open when a press ends elsewhere.
    setTimeout(() => setTapped(word));
    return true;
  };
  usePad({
    ...{ element: surface, scroller: room, active: !hidden, picture, ink, mode, lasso, onTap },
    foresee: (from: InkPoint | null, points: readonly InkPoint[]) =>
      foreseen.current?.show(from, points),
    onRest: (rests) => {
      setResting(rests);
      if (rests) pause();
    },
  });
  const choose = useSteadyHandler((next: PadMode) => {
    lasso.clear();
    setMode(next);
  });

  return (
    <AirDesk
      tool="pad"
      hidden={hidden}
      writing={writing}
      picture={picture}
      onTool={onTool}
      onHold={null}
      room={room}
      area={surface}
      foreseen={foreseen}
      tapped={tapped}
      onRemove={() => lasso.remove()}
      surface={{ className: `pad with-${mode}` }}
      guided={false}
      media={
        <>
          <LineTexts texts={settled} paper={picture} litLine={session.litLine} />
          <LassoLayer view={selection} paper={picture} onRemove={() => lasso.remove()} />
          {!hasInk && (
            <p className="pad-empty" style={shown ? { height: shown.height } : undefined}>
              {touch ? 'Write here with a finger or pen.' : 'Write here with the mouse or a pen.'}
            </p>
          )}
        </>
      }
      // A reader that failed says so itself, with its way on.
      status={reader !== 'failed' && writing.error && <Notice error={writing.error} />}
      pen={
        <PadTools
          mode={mode}
          onMode={choose}
          expects={writing.expects}
          onExpects={writing.setExpects}
        />
      }
      tools={null}
      details={<AirDetails status={null} ink={ink} />}
    />
  );
}

/** As high as its room, or as its ink with some to write on below; in steps, so that it seldom grows. */
function paperHeight(room: Size | null, scale: number, lowest: number): number {
  if (!room) return 720;
  const height = room.height * scale;
  const wanted = lowest + SPARE * height;
  const steps = Math.max(0, Math.ceil((wanted - height) / (0.5 * height)));
  return Math.round(height * (1 + 0.5 * steps));
}

/** The word at a place along a text. */
function wordAt(x: number, words: readonly string[], width: number): number {
  const letters = words.join(' ').length + 1;
  let end = 0;
  for (const [index, word] of words.entries()) {
    end += word.length + 1;
    if (x <= (width * end) / letters) return index;
  }
  return words.length - 1;
}

function isIn({ x, y }: Point, box: { x: number; y: number; width: number; height: number }) {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}

function wantsStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
