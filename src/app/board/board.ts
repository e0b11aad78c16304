import type { Outlined } from '../../formats/annotation/polygon.ts';
import { type Box, boundingBox, type Point } from '../../reading/geometry.ts';
import { BoardPainter, type Layers } from './boardPainter.ts';
import { BoxGrid } from './boxGrid.ts';
import { cursorOf } from './boxShaping.ts';
import {
  beginGesture,
  continueGesture,
  type DragKind,
  dragDistance,
  drawnBox,
  type Gesture,
  handleUnder,
  reshapedOutline,
  resizedBox,
} from './gesture.ts';
import { OutlineDraft } from './outlineDraft.ts';
import { turnable, withoutPoint } from './outlineShaping.ts';
import type { PictureLevels } from './pictureLevels.ts';
import { followPointers } from './pointers.ts';
import type { Scene } from './scene.ts';
import { ShownPart } from './shownPart.ts';
import { toPicture, type Viewport } from './viewport.ts';

/** Boxes that were dragged to a place; `at` is where they were let go, CSS px of the view. */
export interface Dropped {
  readonly drag: DragKind;
  readonly ids: readonly string[];
  readonly dx: number;
  readonly dy: number;
  readonly at: Point;
}

/** What the board tells: only what is finished, never what is still under the pointer. */
export interface BoardEvents {
  onDrawn(box: Outlined): void;
  onDropped(dropped: Dropped): void;
  onResized(id: string, box: Box): void;
  onReshaped(id: string, outline: readonly Point[]): void;
  onSelect(ids: readonly string[]): void;
  onHighlight(id: string | null): void;
  onSuggestion(id: string): void;
  onDoubleClick(id: string): void;
  onBrightness(steps: number): void;
  onViewport(viewport: Viewport): void;
}

const HIT_REACH = 4;
const ZOOM_PER_WHEEL_PX = 1.0018;

/** Draws a scene and turns pointers into finished changes; no framework, so no waiting for one. */
export class Board {
  /** What is seen of the picture. */
  readonly shown: ShownPart;
  readonly #layers: Layers;
  readonly #events: BoardEvents;
  readonly #painter: BoardPainter;
  readonly #stop: () => void;
  #scene: Scene;
  #levels: PictureLevels | null = null;
  #gesture: Gesture | null = null;
  #pressedAt: Point = { x: 0, y: 0 };
  #pointer: Point | null = null;
  /** The last press was a finger's. */
  #touch = false;
  #grid: BoxGrid | null = null;
  readonly #draft = new OutlineDraft();

  constructor(layers: Layers, scene: Scene, events: BoardEvents) {
    this.#layers = layers;
    this.#scene = scene;
    this.#events = events;
    this.shown = new ShownPart(scene.picture, (viewport) => {
      this.#grid = null;
      events.onViewport(viewport);
      this.#painter.change('picture', 'boxes', 'active');
    });
    this.#painter = new BoardPainter(layers, () => ({
      scene: this.#scene,
      levels: this.#levels,
      view: this.shown.view,
      viewport: this.shown.viewport,
      gesture: this.#gesture,
      points: this.#draft.points,
      pointer: this.#pointer,
    }));
    this.#stop = followPointers(layers.active, {
      press: (press) => this.#press(press),
      move: (view, touch) => this.#move(view, touch),
      release: (view) => this.#release(view),
      cancel: () => this.cancel(),
      leave: () => this.#leave(),
      pinch: (factor, anchor, dx, dy) => {
        this.shown.drag(dx, dy);
        this.shown.zoom(factor, anchor);
      },
      wheel: (event, view) => this.#wheel(event, view),
      doubleClick: (view) => {
        if (this.#scene.tool === 'outline') {
          this.finishOutline();
          return;
        }
        if (this.#removePoint(view)) return;
        const hit = this.#hits(view)[0];
        if (hit !== undefined) events.onDoubleClick(hit);
      },
    });
  }

  /** True while a pointer is doing something that Escape would take back. */
  get busy(): boolean {
    const acting = this.#gesture !== null && this.#gesture.kind !== 'pan';
    return acting || this.#draft.points.length > 0;
  }

  /** Closes the outline that is being drawn; one that encloses nothing is given up. */
  finishOutline(): void {
    const outline = this.#draft.finish();
    this.#painter.change('active');
    if (outline !== null) this.#events.onDrawn({ ...boundingBox(outline), polygon: outline });
  }

  /** Takes back the last point of the outline that is being drawn; false where there is none. */
  dropPoint(): boolean {
    this.#painter.change('active');
    return this.#draft.drop();
  }

  setScene(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (scene.boxes !== before.boxes) this.#grid = null;
    if (scene.picture !== before.picture) {
      this.#gesture = null;
      this.shown.setPicture(scene.picture);
    }
    if (scene.tool !== before.tool || scene.picture !== before.picture) this.#draft.clear();
    if (scene.tool !== before.tool) this.#showCursor(false);
    this.#painter.change('boxes', 'active');
  }

  /** The picture to draw; null shows none. The board does not close it. */
  setPicture(levels: PictureLevels | null): void {
    this.#levels = levels;
    this.#painter.change('picture');
  }

  /** The picture can be drawn better now. */
  refreshPicture(): void {
    this.#painter.change('picture');
  }

  /** Gives up what the pointer is doing; everything is as before the press. */
  cancel(): void {
    if (!this.#gesture && this.#draft.points.length === 0) return;
    // Two fingers end a press only, not the outline that it belongs to.
    if (!this.#gesture) this.#draft.clear();
    this.#gesture = null;
    this.#showCursor(false);
    this.#painter.change('boxes', 'active');
  }

  dispose(): void {
    this.#painter.stop();
    this.#stop();
  }

  #hits(view: Point): readonly string[] {
    this.#grid ??= new BoxGrid(this.#scene.boxes, HIT_REACH / this.shown.viewport.scale);
    return this.#grid.at(toPicture(this.shown.viewport, view));
  }

  #press(press: {
    readonly view: Point;
    readonly button: number;
    readonly touch: boolean;
    readonly adding: boolean;
    readonly copying: boolean;
  }): void {
    this.#pressedAt = press.view;
    this.#touch = press.touch;
    this.#pointer = press.view;
    const { gesture, selected } = beginGesture(this.#scene, this.shown.viewport, {
      ...press,
      hits: this.#hits(press.view),
    });
    this.#gesture = gesture;
    const before = this.#scene.selected;
    if (selected.length !== before.size || selected.some((id) => !before.has(id))) {
      this.#events.onSelect(selected);
    }
    if (gesture.kind === 'pan') this.#layers.active.style.cursor = 'grabbing';
    this.#painter.change('boxes', 'active');
  }

  #move(view: Point, touch: boolean): void {
    this.#pointer = touch ? null : view;
    const before = this.#gesture;
    if (before === null) {
      if (touch) return;
      this.#showCursor(false);
      const highlighted = this.#scene.tool !== 'select' ? null : (this.#hits(view)[0] ?? null);
      if (highlighted !== this.#scene.highlighted) this.#events.onHighlight(highlighted);
      this.#painter.change('active');
      return;
    }
    this.#gesture = continueGesture(before, this.shown.viewport, view, this.#pressedAt);
    if (before.kind === 'pan') {
      if (this.#gesture.kind === 'pan' && this.#gesture.moved) {
        this.shown.pan(view.x - before.lastView.x, view.y - before.lastView.y);
      }
      return;
    }
    const begins =
      'moved' in before && 'moved' in this.#gesture && before.moved !== this.#gesture.moved;
    if (begins) this.#painter.change('boxes');
    this.#painter.change('active');
  }

  #release(view: Point): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    this.#showCursor(false);
    this.#painter.change('boxes', 'active');
    if (!gesture) return;
    const scene = this.#scene;
    switch (gesture.kind) {
      case 'draw': {
        const box = drawnBox(gesture, scene.picture, scene.square);
        if (box.width > 1 && box.height > 1) this.#events.onDrawn(box);
        return;
      }
      case 'point':
        if (!this.#draft.put(gesture.to, this.shown.viewport, scene.picture, this.#touch)) {
          this.finishOutline();
        }
        return;
      case 'reshape':
        this.#reshaped(gesture);
        return;
      case 'drag': {
        const { dx, dy } = dragDistance(gesture, scene);
        if (!gesture.moved || (dx === 0 && dy === 0)) return;
        this.#events.onDropped({ drag: gesture.drag, ids: gesture.ids, dx, dy, at: view });
        return;
      }
      case 'resize':
        if (gesture.moved) {
          this.#events.onResized(gesture.id, resizedBox(gesture, scene.picture, scene.square));
        }
        return;
      case 'pan': {
        if (gesture.moved || scene.locked) return;
        const suggestion = this.#suggestionAt(view);
        if (suggestion !== null) this.#events.onSuggestion(suggestion);
      }
    }
  }

  #reshaped(gesture: Extract<Gesture, { kind: 'reshape' }>): void {
    const { item, moved } = gesture;
    if (moved) this.#events.onReshaped(item.id, reshapedOutline(gesture, this.#scene.picture));
  }

  /** Takes the point of an outline under a double click out; false where there is none. */
  #removePoint(view: Point): boolean {
    const pulled = handleUnder(this.#scene, this.shown.viewport, view, false);
    if (!pulled || !('grip' in pulled) || pulled.grip.kind !== 'point') return false;
    const { item, grip } = pulled;
    if (item.box.polygon === undefined || turnable(item) !== null) return false;
    const outline = withoutPoint(item.box.polygon, grip.index);
    if (outline !== null) this.#events.onReshaped(item.id, outline);
    return true;
  }

  #suggestionAt(view: Point): string | null {
    const at = toPicture(this.shown.viewport, view);
    return new BoxGrid(this.#scene.suggestions).at(at)[0] ?? null;
  }

  #leave(): void {
    this.#pointer = null;
    if (this.#scene.highlighted !== null) this.#events.onHighlight(null);
    this.#painter.change('active');
  }

  #wheel(event: WheelEvent, view: Point): void {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const dy = event.deltaY * lines;
    const dx = event.deltaX * lines;
    if (event.ctrlKey && event.shiftKey) this.#events.onBrightness(-Math.sign(dy || dx));
    else if (event.ctrlKey || event.metaKey) this.shown.zoom(ZOOM_PER_WHEEL_PX ** -dy, view);
    else if (event.shiftKey && dx === 0) this.shown.pan(-dy, 0);
    else this.shown.pan(-dx, -dy);
  }

  #showCursor(touch: boolean): void {
    const { style } = this.#layers.active;
    if (this.#scene.tool !== 'select') style.cursor = 'crosshair';
    else if (!this.#pointer) style.cursor = 'default';
    else {
      const pulled = handleUnder(this.#scene, this.shown.viewport, this.#pointer, touch);
      if (pulled) style.cursor = 'handle' in pulled ? cursorOf(pulled.handle) : 'grab';
      else style.cursor = this.#hits(this.#pointer).length > 0 ? 'move' : 'grab';
    }
  }
}
