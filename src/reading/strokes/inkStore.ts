import type { Ink, InkPoint, InkStroke, InkStyle } from './ink.ts';
import type { PenEvent } from './penEvent.ts';
import { findFastTravel } from './travel.ts';

/** What happened to the ink: a stroke went on from one of its points, or all must be drawn anew. */
export type InkChange =
  | { readonly kind: 'extended'; readonly stroke: InkStroke; readonly from: number }
  | { readonly kind: 'rewritten' };

/**
 * The one store of ink: what a pen writes goes in as events, what stands there comes out as plain
 * data. Every change of finished strokes is a step that can be undone.
 */
export interface InkStore {
  /** What a pen did, from a camera's writer, a pointer or a file. */
  apply(events: readonly PenEvent[]): void;
  /** More points of the stroke being written, or of one that begins with them. */
  extend(points: readonly InkPoint[]): void;
  lift(): void;
  /** What is written from now on is a new line; nothing happens on a line that is empty yet. */
  newLine(): void;
  /** How what is written from now on looks. */
  setStyle(style: InkStyle): void;
  /**
   * Puts other strokes in the place of all that are there, as one step.
   * @param continues whether it is one step with the edit just before it, as along an eraser's way
   */
  edit(change: (strokes: readonly InkStroke[]) => readonly InkStroke[], continues?: boolean): void;
  clear(): void;
  /** @returns the step that was taken back or done again; null where there is none */
  undo(): number | null;
  redo(): number | null;
  /** All of it, as plain data that does not change any more. */
  ink(): Ink;
  subscribe(listener: (change: InkChange) => void): () => void;
  readonly isEmpty: boolean;
  readonly isWriting: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether the next stroke begins a line that the writer asked for. */
  readonly awaitsLine: boolean;
  /** Number of the newest step. */
  readonly step: number;
}

interface Step {
  readonly number: number;
  readonly before: readonly InkStroke[];
  readonly after: readonly InkStroke[];
}

interface GrowingStroke extends Omit<InkStroke, 'points'> {
  readonly points: InkPoint[];
  readonly mayTravel: boolean;
}

export function createInkStore(): InkStore {
  let strokes: readonly InkStroke[] = [];
  let current: GrowingStroke | null = null;
  let style: InkStyle = {};
  let awaitsLine = false;
  let nextId = 0;
  let steps = 0;
  let done: readonly Step[] = [];
  let undone: readonly Step[] = [];
  const listeners = new Set<(change: InkChange) => void>();

  function tell(change: InkChange): void {
    for (const listener of listeners) listener(change);
  }

  function take(after: readonly InkStroke[], continues = false): void {
    const last = continues ? done.at(-1) : undefined;
    if (last === undefined) steps += 1;
    const step = last ?? { number: steps, before: strokes };
    done = [...(last === undefined ? done : done.slice(0, -1)), { ...step, after }];
    undone = [];
    strokes = after;
  }

  function begin(mayTravel: boolean): GrowingStroke {
    lift();
    const line = awaitsLine ? ({ startsLine: true } as const) : {};
    awaitsLine = false;
    current = { id: nextId++, points: [], ...style, ...line, mayTravel };
    return current;
  }

  function extend(points: readonly InkPoint[]): void {
    if (points.length === 0) return;
    const stroke = current ?? begin(false);
    const from = stroke.points.length;
    stroke.points.push(...points);
    tell({ kind: 'extended', stroke, from });
  }

  function lift(): void {
    const stroke = current;
    current = null;
    if (stroke === null || stroke.points.length === 0) return;
    const finished = finish(stroke);
    take([...strokes, finished]);
    if (finished.travel !== undefined) tell({ kind: 'rewritten' });
  }

  function move(from: readonly Step[], isUndo: boolean): number | null {
    const step = from.at(-1);
    if (step === undefined) return null;
    if (isUndo) [done, undone] = [done.slice(0, -1), [...undone, step]];
    else [done, undone] = [[...done, step], undone.slice(0, -1)];
    strokes = isUndo ? step.before : step.after;
    awaitsLine = false;
    tell({ kind: 'rewritten' });
    return step.number;
  }

  function edit(
    change: (strokes: readonly InkStroke[]) => readonly InkStroke[],
    continues = false,
  ): void {
    lift();
    const after = change(strokes);
    if (after === strokes) return;
    nextId = Math.max(nextId, ...after.map(({ id }) => id + 1));
    take(after, continues);
    tell({ kind: 'rewritten' });
  }

  return {
    apply(events) {
      for (const event of events) {
        if (event.do === 'begin') begin(event.mayTravel);
        else if (event.do === 'write') extend([event.point]);
        else if (event.do === 'lift') lift();
        else if (current !== null) {
          current = null;
          tell({ kind: 'rewritten' });
        }
      }
    },
    extend,
    lift,
    newLine() {
      lift();
      awaitsLine = strokes.length > 0;
    },
    setStyle(next) {
      style = next;
    },
    edit,
    clear() {
      edit((before) => (before.length > 0 ? [] : before));
      awaitsLine = false;
    },
    undo() {
      lift();
      return move(done, true);
    },
    redo() {
      lift();
      return move(undone, false);
    },
    ink() {
      if (current === null || current.points.length === 0) return { strokes };
      return { strokes: [...strokes, finish(current)] };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get isEmpty() {
      return strokes.length === 0 && current === null;
    },
    get isWriting() {
      return current !== null;
    },
    get canUndo() {
      return done.length > 0 || current !== null;
    },
    get canRedo() {
      return undone.length > 0;
    },
    get awaitsLine() {
      return awaitsLine;
    },
    get step() {
      return steps;
    },
  };
}

/** The stroke as plain data, travel told apart where the pen was never lifted. */
function finish({ mayTravel, points, ...stroke }: GrowingStroke): InkStroke {
  const travel = mayTravel ? findFastTravel(points) : [];
  return { ...stroke, points: [...points], ...(travel.length > 0 ? { travel } : {}) };
}
