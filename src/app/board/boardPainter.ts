import type { Point } from '../../reading/geometry.ts';
import { drawnBox, type Gesture, previewBoxes } from './gesture.ts';
import {
  boxesOnView,
  paintActive,
  paintBoxes,
  paintCrosshair,
  paintDraft,
  paintHighlighted,
  prepareLayer,
} from './paintBoxes.ts';
import { paintOpenOutline } from './paintOutline.ts';
import { type PictureLevels, paintPicture } from './pictureLevels.ts';
import type { Scene } from './scene.ts';
import type { Size, Viewport } from './viewport.ts';

/** The three layers, from below: the picture, the boxes that rest, what is at hand. */
export interface Layers {
  readonly picture: HTMLCanvasElement;
  readonly boxes: HTMLCanvasElement;
  readonly active: HTMLCanvasElement;
}

export type LayerName = keyof Layers;

/** All that a frame shows. */
export interface BoardView {
  readonly scene: Scene;
  readonly levels: PictureLevels | null;
  readonly view: Size;
  readonly viewport: Viewport;
  readonly gesture: Gesture | null;
  /** Points of an outline that is being drawn. */
  readonly points: readonly Point[];
  /** Where a mouse or pen is, CSS px of the view. */
  readonly pointer: Point | null;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Paints the layers that changed, once a frame: most frames touch the uppermost alone. */
export class BoardPainter {
  readonly #layers: Layers;
  readonly #look: () => BoardView;
  readonly #changed = new Set<LayerName>();
  #frame = 0;

  /** @param look asked at every frame for what there is to see */
  constructor(layers: Layers, look: () => BoardView) {
    this.#layers = layers;
    this.#look = look;
  }

  change(...layers: readonly LayerName[]): void {
    for (const layer of layers) this.#changed.add(layer);
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  #paint(): void {
    this.#frame = 0;
    const changed = new Set(this.#changed);
    this.#changed.clear();
    const now = this.#look();
    const { levels, view, viewport, scene } = now;
    const density = devicePixelRatio || 1;
    if (changed.has('picture')) {
      const pen = prepareLayer(this.#layers.picture, view, density);
      if (pen && levels) paintPicture(pen, levels, viewport, view, density);
    }
    if (changed.has('boxes')) {
      const pen = prepareLayer(this.#layers.boxes, view, density);
      if (pen) paintBoxes(pen, scene, viewport, view, movingBoxes(now));
    }
    if (changed.has('active')) {
      const pen = prepareLayer(this.#layers.active, view, density);
      if (pen) paintAtHand(pen, now);
    }
  }
}

/** Boxes that are on their way, and so not where they rest; copies leave their originals there. */
function movingBoxes({ gesture, scene }: BoardView): ReadonlySet<string> {
  const moving = gesture !== null && 'moved' in gesture && gesture.kind !== 'pan';
  const copying = gesture?.kind === 'drag' && gesture.drag !== 'move';
  return moving && !copying ? scene.selected : NOTHING;
}

function paintAtHand(pen: CanvasRenderingContext2D, now: BoardView): void {
  const { scene, gesture, viewport, view, pointer, points } = now;
  const highlighted = [...scene.boxes, ...scene.suggestions].find(
    ({ id }) => id === scene.highlighted && !scene.selected.has(id),
  );
  if (highlighted && !gesture) paintHighlighted(pen, highlighted.box, viewport);
  const atHand = previewBoxes(gesture, scene);
  const handles = atHand.length === 1 && !scene.locked && gesture?.kind !== 'drag';
  // What is being moved or drawn is looked at: its label waits.
  const rests = gesture === null || gesture.kind === 'pan';
  const labelled = scene.labels && rests && atHand.length > 0;
  const wanted = { label: labelled ? boxesOnView(scene, viewport, view) : null, handles };
  for (const item of atHand) paintActive(pen, item, viewport, view, wanted);
  if (scene.draft && !gesture) paintDraft(pen, scene.draft, viewport);
  if (gesture?.kind === 'draw') {
    paintDraft(pen, drawnBox(gesture, scene.picture, scene.square), viewport);
  }
  if (scene.tool !== 'select' && pointer && !scene.locked) paintCrosshair(pen, pointer, view);
  if (points.length > 0) paintOpenOutline(pen, points, pointer, viewport);
}
