import { type Box, boundingBox } from '../geometry.ts';
import type { AirInk, InkPoint, InkStroke } from './ink.ts';
import { findFastTravel } from './travel.ts';

/** Collects points into strokes and strokes into lines. */
export interface InkRecorder {
  /** Puts a point on the current stroke, or begins one with it. */
  add(point: InkPoint): void;
  /** Lifts the pen. */
  lift(): void;
  /** Forgets the stroke being written. */
  discard(): void;
  undo(): void;
  clear(): void;
  newLine(): void;
  /** Whether fast straight travel within a stroke is told apart from ink. */
  setTravelSought(sought: boolean): void;
  ink(): AirInk;
  /** Whether a stroke is being written. */
  readonly isWriting: boolean;
  readonly isEmpty: boolean;
  /** Counts up when ink changes that was there before. */
  readonly version: number;
}

/** A stroke begins a line where it lies this far below the middle of the line so far, in its heights, … */
const BELOW = 0.85;
/** … and left of the line's last ink by this much of the line's width. */
const BACK = 0.35;

export function createInkRecorder(): InkRecorder {
  let strokes: readonly InkStroke[] = [];
  let current: InkPoint[] = [];
  let currentLine = 0;
  let travelSought = false;
  let version = 0;

  function finished(points: readonly InkPoint[]): InkStroke {
    const travel = travelSought ? findFastTravel(points) : [];
    const stroke = { points, line: currentLine };
    return travel.length > 0 ? { ...stroke, travel } : stroke;
  }

  function startsNewLine(first: InkPoint): boolean {
    const before = strokes.filter(({ line }) => line === currentLine);
    const points = before.flatMap((stroke) => stroke.points);
    const last = before.at(-1)?.points.at(-1);
    if (last === undefined) return false;
    const { y, width, height }: Box = boundingBox(points);
    return (
      first.y > y + height / 2 + BELOW * height && first.x < last.x - BACK * Math.max(width, height)
    );
  }

  function lift(): void {
    if (current.length === 0) return;
    const stroke = finished(current);
    if (stroke.travel !== undefined) version += 1;
    strokes = [...strokes, stroke];
    current = [];
  }

  return {
    get isWriting() {
      return current.length > 0;
    },
    get isEmpty() {
      return strokes.length === 0 && current.length === 0;
    },
    get version() {
      return version;
    },
    add(point) {
      if (current.length === 0 && startsNewLine(point)) currentLine += 1;
      current.push(point);
    },
    lift,
    discard() {
      if (current.length > 0) version += 1;
      current = [];
    },
    undo() {
      lift();
      if (strokes.length === 0) return;
      strokes = strokes.slice(0, -1);
      currentLine = Math.min(currentLine, strokes.at(-1)?.line ?? 0);
      version += 1;
    },
    clear() {
      current = [];
      strokes = [];
      currentLine = 0;
      version += 1;
    },
    newLine() {
      lift();
      const last = strokes.at(-1);
      if (last !== undefined) currentLine = last.line + 1;
    },
    setTravelSought(sought) {
      travelSought = sought;
    },
    ink: () => ({ strokes: current.length > 0 ? [...strokes, finished([...current])] : strokes }),
  };
}
