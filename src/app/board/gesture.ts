import { placedOutline } from '../../formats/annotation/polygon.ts';
import { type Box, boundingBox, type Point } from '../../reading/geometry.ts';
import { boxBetween, type Handle, handleAt, resizeBox } from './boxShaping.ts';
import { type Grip, gripAt, pulledOutline } from './outlineShaping.ts';
import type { Scene, SceneBox } from './scene.ts';
import { type Size, toPicture, type Viewport } from './viewport.ts';

/** What happens to boxes that are dragged: they go along, a copy does, or the person is asked. */
export type DragKind = 'move' | 'copy' | 'ask';

/** What a pointer that is down does. Points are px of the picture, except where the name says view. */
export type Gesture =
  | { readonly kind: 'draw'; readonly from: Point; readonly to: Point }
  | {
      readonly kind: 'drag';
      readonly drag: DragKind;
      readonly ids: readonly string[];
      readonly from: Point;
      readonly to: Point;
      /** False until the pointer went far enough for this to be more than a click. */
      readonly moved: boolean;
    }
  | {
      readonly kind: 'resize';
      readonly id: string;
      readonly handle: Handle;
      readonly box: Box;
      readonly to: Point;
      readonly moved: boolean;
    }
  /** A point, an edge or the knob of an outline is pulled. */
  | {
      readonly kind: 'reshape';
      readonly item: SceneBox;
      readonly grip: Grip;
      readonly to: Point;
      readonly moved: boolean;
    }
  /** A point of a new outline, put where the pointer is let go. */
  | { readonly kind: 'point'; readonly to: Point }
  | { readonly kind: 'pan'; readonly lastView: Point; readonly moved: boolean };

/** A press, with what was held down and what lies under it. */
export interface Press {
  readonly view: Point;
  readonly button: number;
  readonly touch: boolean;
  /** Ctrl, Cmd or Shift: add to what is selected. */
  readonly adding: boolean;
  /** Alt: drag a copy. */
  readonly copying: boolean;
  /** Ids of the boxes under the pointer, the smallest first. */
  readonly hits: readonly string[];
}

/** What a press begins, and what is selected from then on. */
export interface Begun {
  readonly gesture: Gesture;
  readonly selected: readonly string[];
}

const HANDLE_REACH = 9;
const HANDLE_REACH_TOUCH = 22;
/** A pointer that went this far is dragging, CSS px. */
const CLICK_SLACK = 3;

/** What of the one selected box is under a point of the view: a handle of a plain box, or a grip. */
export function handleUnder(
  scene: Scene,
  viewport: Viewport,
  view: Point,
  touch: boolean,
): ({ readonly item: SceneBox } & ({ readonly handle: Handle } | { readonly grip: Grip })) | null {
  if (scene.locked || scene.selected.size !== 1) return null;
  const item = scene.boxes.find(({ id }) => scene.selected.has(id));
  if (!item) return null;
  const { scale } = viewport;
  const reach = (touch ? HANDLE_REACH_TOUCH : HANDLE_REACH) / scale;
  const at = toPicture(viewport, view);
  const handle = item.box.polygon === undefined ? handleAt(item.box, at, reach) : null;
  if (handle !== null) return { item, handle };
  const grip = gripAt(item, at, reach, scale);
  return grip && { item, grip };
}

/** Begins what a press means: draw, pull a handle, drag boxes, or push the picture. */
export function beginGesture(scene: Scene, viewport: Viewport, press: Press): Begun {
  const selected = [...scene.selected];
  const at = toPicture(viewport, press.view);
  const pan: Gesture = { kind: 'pan', lastView: press.view, moved: false };
  if (press.button === 1) return { gesture: pan, selected };
  if (scene.tool === 'draw' && press.button === 0 && !scene.locked) {
    return { gesture: { kind: 'draw', from: at, to: at }, selected: [] };
  }
  if (scene.tool === 'outline' && press.button === 0 && !scene.locked) {
    return { gesture: { kind: 'point', to: at }, selected: [] };
  }
  const pulled =
    press.button === 0 && !press.adding
      ? handleUnder(scene, viewport, press.view, press.touch)
      : null;
  if (pulled) {
    const { item } = pulled;
    const begun = { to: at, moved: false } as const;
    const gesture: Gesture =
      'grip' in pulled
        ? { kind: 'reshape', item, grip: pulled.grip, ...begun }
        : { kind: 'resize', id: item.id, handle: pulled.handle, box: item.box, ...begun };
    return { gesture, selected };
  }
  // What is selected already is taken before what lies under it.
  const hit = press.hits.find((id) => scene.selected.has(id)) ?? press.hits[0];
  if (hit === undefined) return { gesture: pan, selected: press.adding ? selected : [] };
  const already = scene.selected.has(hit);
  const next = press.adding
    ? already
      ? selected.filter((id) => id !== hit)
      : [...selected, hit]
    : already
      ? selected
      : [hit];
  // A finger must not carry off a box that it only came across while pushing the picture.
  if (scene.locked || (press.touch && !already) || !next.includes(hit)) {
    return { gesture: pan, selected: next };
  }
  const drag: DragKind = press.button === 2 ? 'ask' : press.copying ? 'copy' : 'move';
  return {
    gesture: { kind: 'drag', drag, ids: next, from: at, to: at, moved: false },
    selected: next,
  };
}

/** The gesture after the pointer has gone to a point of the view. */
export function continueGesture(
  gesture: Gesture,
  viewport: Viewport,
  view: Point,
  pressedView: Point,
): Gesture {
  const far = Math.hypot(view.x - pressedView.x, view.y - pressedView.y) > CLICK_SLACK;
  const to = toPicture(viewport, view);
  switch (gesture.kind) {
    case 'draw':
    case 'point':
      return { ...gesture, to };
    case 'drag':
    case 'resize':
    case 'reshape':
      return { ...gesture, to, moved: gesture.moved || far };
    case 'pan':
      return { ...gesture, lastView: view, moved: gesture.moved || far };
  }
}

/** The box that a drawing gesture would leave. */
export function drawnBox(
  gesture: Extract<Gesture, { kind: 'draw' }>,
  picture: Size,
  square: boolean,
): Box {
  return boxBetween(gesture.from, gesture.to, picture, square);
}

/** How far dragged boxes may go together, whole px: the first to reach an edge stops all. */
export function dragDistance(
  gesture: Extract<Gesture, { kind: 'drag' }>,
  scene: Scene,
): { readonly dx: number; readonly dy: number } {
  let dx = Math.round(gesture.to.x - gesture.from.x);
  let dy = Math.round(gesture.to.y - gesture.from.y);
  for (const { id, box } of scene.boxes) {
    if (!gesture.ids.includes(id)) continue;
    dx = Math.min(
      Math.max(dx, -Math.floor(box.x)),
      Math.floor(scene.picture.width - box.x - box.width),
    );
    dy = Math.min(
      Math.max(dy, -Math.floor(box.y)),
      Math.floor(scene.picture.height - box.y - box.height),
    );
  }
  return { dx, dy };
}

/** The boxes at hand as they look while the gesture goes on. */
export function previewBoxes(gesture: Gesture | null, scene: Scene): readonly SceneBox[] {
  const selected = scene.boxes.filter(({ id }) => scene.selected.has(id));
  if (gesture?.kind === 'resize' && gesture.moved) {
    return selected.map((item) =>
      item.id === gesture.id
        ? { ...item, box: resizedBox(gesture, scene.picture, scene.square) }
        : item,
    );
  }
  if (gesture?.kind === 'reshape' && gesture.moved) {
    const polygon = reshapedOutline(gesture, scene.picture);
    return [{ ...gesture.item, box: { ...boundingBox(polygon), polygon } }];
  }
  if (gesture?.kind === 'drag' && gesture.moved) {
    const { dx, dy } = dragDistance(gesture, scene);
    return selected.map((item) => ({
      ...item,
      box: placedOutline(item.box, { ...item.box, x: item.box.x + dx, y: item.box.y + dy }),
    }));
  }
  return selected;
}

export function reshapedOutline(
  { item, grip, to }: Extract<Gesture, { kind: 'reshape' }>,
  picture: Size,
): readonly Point[] {
  return pulledOutline(item, grip, to, picture);
}

export function resizedBox(
  gesture: Extract<Gesture, { kind: 'resize' }>,
  picture: Size,
  square: boolean,
): Box {
  return resizeBox(gesture.box, gesture.handle, gesture.to, picture, square);
}
