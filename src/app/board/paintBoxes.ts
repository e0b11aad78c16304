import type { Outlined } from '../../formats/annotation/polygon.ts';
import type { Box, Point } from '../../reading/geometry.ts';
import { HANDLES, handlePoint } from './boxShaping.ts';
import { CoveredBoxes, LABEL_HEIGHT, labelPlace } from './labelPlace.ts';
import { addOutline, CASING, LABEL_INK, MARKER, paintGrips, strokeMarked } from './paintOutline.ts';
import type { Scene, SceneBox } from './scene.ts';
import { boxToView, type Size, type Viewport } from './viewport.ts';

type Pen = CanvasRenderingContext2D;

const MARKER_WASH = 'rgb(255 212 59 / 14%)';
const LABEL_PAPER = '#fbfaf7';
const LABEL_FONT = '600 12px "Inter Variable", system-ui, sans-serif';
/** Smaller boxes on the screen show no label: it would hide their neighbours. CSS px. */
const LABEL_FROM = { width: 28, height: 16 } as const;
/** Labels while drawing, and under the pointer: they may lie on a neighbour's ink. */
const FADED = 0.2;
const SUGGESTION_DASH = [6, 4];
const DIFFICULT_DASH = [2, 3];

/** Makes a layer as large as the view at the screen's own density, and empties it. */
export function prepareLayer(canvas: HTMLCanvasElement, view: Size, density: number): Pen | null {
  const width = Math.max(1, Math.round(view.width * density));
  const height = Math.max(1, Math.round(view.height * density));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext('2d');
  pen?.setTransform(density, 0, 0, density, 0, 0);
  pen?.clearRect(0, 0, view.width, view.height);
  return pen;
}

function inView(box: Box, view: Size): boolean {
  return (
    box.x + box.width >= -4 &&
    box.y + box.height >= -4 &&
    box.x <= view.width + 4 &&
    box.y <= view.height + 4
  );
}

function onView<Item extends { readonly box: Box }>(
  items: readonly Item[],
  viewport: Viewport,
  view: Size,
): readonly { readonly item: Item; readonly box: Box }[] {
  return items
    .map((item) => ({ item, box: boxToView(viewport, item.box) }))
    .filter(({ box }) => inView(box, view));
}

/** What labels should leave free. */
export function boxesOnView(scene: Scene, viewport: Viewport, view: Size): CoveredBoxes {
  const all = onView([...scene.boxes, ...scene.suggestions], viewport, view);
  return new CoveredBoxes(
    all.map(({ box }) => box),
    view,
  );
}

/**
 * Draws all boxes that rest: one casing for all of them and one stroke a colour, so that five hundred
 * cost little more than five.
 * @param except boxes that move just now and are drawn on the layer above
 */
export function paintBoxes(
  pen: Pen,
  scene: Scene,
  viewport: Viewport,
  view: Size,
  except: ReadonlySet<string>,
): void {
  const shown = onView(scene.boxes, viewport, view).filter(({ item }) => !except.has(item.id));

  const all = new Path2D();
  const byColour = new Map<string, { solid: Path2D; dotted: Path2D }>();
  for (const { item, box } of shown) {
    const paths = byColour.get(item.colour) ?? { solid: new Path2D(), dotted: new Path2D() };
    byColour.set(item.colour, paths);
    addOutline(all, item.box, box, viewport);
    addOutline(item.difficult ? paths.dotted : paths.solid, item.box, box, viewport);
  }
  pen.lineJoin = 'round';
  pen.lineWidth = 3.5;
  pen.strokeStyle = CASING;
  pen.stroke(all);
  pen.lineWidth = 2;
  for (const [colour, { solid, dotted }] of byColour) {
    pen.strokeStyle = colour;
    pen.stroke(solid);
    pen.setLineDash(DIFFICULT_DASH);
    pen.stroke(dotted);
    pen.setLineDash([]);
  }

  const suggested = onView(scene.suggestions, viewport, view);
  paintSuggestions(
    pen,
    suggested.map(({ box }) => box),
  );
  if (!scene.labels) return;
  const covered = boxesOnView(scene, viewport, view);
  const paint = (id: string, label: string, colour: string, box: Box): void => {
    // What is at hand has its label on the layer above.
    if (!hasRoom(box) || scene.selected.has(id)) return;
    pen.globalAlpha = scene.tool !== 'select' || id === scene.highlighted ? FADED : 1;
    paintLabel(pen, label, colour, box, view, covered);
  };
  for (const { item, box } of shown) paint(item.id, labelOf(item, scene.texts), item.colour, box);
  for (const { item, box } of suggested) paint(item.id, `${item.label}?`, MARKER, box);
  pen.globalAlpha = 1;
}

function labelOf({ label, text }: SceneBox, withText: boolean): string {
  return withText && text !== null ? `${label}: ${text}` : label;
}

function paintSuggestions(pen: Pen, boxes: readonly Box[]): void {
  const path = new Path2D();
  for (const box of boxes) path.rect(box.x, box.y, box.width, box.height);
  pen.setLineDash(SUGGESTION_DASH);
  strokeMarked(pen, path);
  pen.setLineDash([]);
}

function hasRoom({ width, height }: Box): boolean {
  return width >= LABEL_FROM.width && height >= LABEL_FROM.height;
}

/** A name on a slip of paper outside its box. */
function paintLabel(
  pen: Pen,
  label: string,
  colour: string,
  box: Box,
  view: Size,
  others: CoveredBoxes,
): void {
  if (label === '') return;
  pen.font = LABEL_FONT;
  const text = fitted(pen, label, Math.max(box.width, 120) - 18);
  const width = widthOf(pen, text) + 18;
  const place = labelPlace(box, width, view, others);
  if (place === null) return;
  const { x, y } = place;
  pen.fillStyle = LABEL_PAPER;
  pen.strokeStyle = 'rgb(22 32 46 / 30%)';
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(x, y, width, LABEL_HEIGHT, 3);
  pen.fill();
  pen.stroke();
  pen.fillStyle = colour;
  pen.fillRect(x + 4, y + 5, 7, 8);
  pen.fillStyle = LABEL_INK;
  pen.textBaseline = 'middle';
  pen.fillText(text, x + 15, y + LABEL_HEIGHT / 2 + 0.5);
}

/** Widths of labels, CSS px: the same few are drawn hundreds of times a frame. */
const widths = new Map<string, number>();
const MAX_WIDTHS = 5000;

function widthOf(pen: Pen, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size >= MAX_WIDTHS) widths.clear();
  const width = pen.measureText(text).width;
  widths.set(text, width);
  return width;
}

/** The label, or its beginning and an ellipsis. */
function fitted(pen: Pen, label: string, room: number): string {
  const width = widthOf(pen, label);
  if (width <= room) return label;
  const letters = Math.max(1, Math.floor((room / width) * label.length) - 1);
  return `${label.slice(0, letters)}…`;
}

/** The box at hand: washed with its colour, and its name and handles where they are wanted. */
export function paintActive(
  pen: Pen,
  item: SceneBox,
  viewport: Viewport,
  view: Size,
  wanted: {
    /** What its label leaves free; null: it has none. */
    readonly label: CoveredBoxes | null;
    readonly handles: boolean;
  },
): void {
  const box = boxToView(viewport, item.box);
  if (wanted.label) paintLabel(pen, labelOf(item, true), item.colour, box, view, wanted.label);
  const outline = new Path2D();
  addOutline(outline, item.box, box, viewport);
  pen.fillStyle = item.colour;
  pen.globalAlpha = 0.18;
  pen.fill(outline);
  pen.globalAlpha = 1;
  pen.lineJoin = 'round';
  pen.lineWidth = 5;
  pen.strokeStyle = CASING;
  pen.stroke(outline);
  pen.lineWidth = 3;
  pen.strokeStyle = item.colour;
  if (item.difficult) pen.setLineDash(DIFFICULT_DASH);
  pen.stroke(outline);
  pen.setLineDash([]);
  if (!wanted.handles) return;
  pen.lineWidth = 1.5;
  pen.strokeStyle = LABEL_INK;
  pen.fillStyle = '#ffffff';
  paintGrips(pen, item, viewport);
  if (item.box.polygon !== undefined) return;
  const crowded = Math.min(box.width, box.height) < 36;
  for (const handle of HANDLES) {
    if (crowded && handle.length === 1) continue;
    const { x, y } = handlePoint(box, handle);
    pen.fillRect(x - 4, y - 4, 8, 8);
    pen.strokeRect(x - 4, y - 4, 8, 8);
  }
}

/** A box that is highlighted from the list, without handles. */
export function paintHighlighted(pen: Pen, box: Outlined, viewport: Viewport): void {
  const outline = new Path2D();
  addOutline(outline, box, boxToView(viewport, box), viewport);
  pen.fillStyle = MARKER_WASH;
  pen.fill(outline);
  pen.lineWidth = 1.5;
  pen.strokeStyle = '#ffffff';
  pen.stroke(outline);
}

/** The box that is being drawn, with its size in px of the picture. */
export function paintDraft(pen: Pen, draft: Outlined, viewport: Viewport): void {
  const box = boxToView(viewport, draft);
  const outline = new Path2D();
  addOutline(outline, draft, box, viewport);
  pen.fillStyle = MARKER_WASH;
  pen.fill(outline);
  strokeMarked(pen, outline);
  const [width, height] = [draft.width, draft.height].map(Math.round);
  paintFigure(pen, `${width} × ${height}`, box.x + box.width, box.y + box.height);
}

function paintFigure(pen: Pen, words: string, x: number, y: number): void {
  pen.font = LABEL_FONT;
  const width = pen.measureText(words).width + 12;
  pen.fillStyle = LABEL_INK;
  pen.beginPath();
  pen.roundRect(x - width, y + 6, width, LABEL_HEIGHT, 3);
  pen.fill();
  pen.fillStyle = LABEL_PAPER;
  pen.textBaseline = 'middle';
  pen.fillText(words, x - width + 6, y + 6 + LABEL_HEIGHT / 2 + 0.5);
}

/** Lines through the pointer, for putting the first corner exactly. */
export function paintCrosshair(pen: Pen, at: Point, view: Size): void {
  const x = Math.round(at.x) + 0.5;
  const y = Math.round(at.y) + 0.5;
  const path = new Path2D();
  path.moveTo(x, 0);
  path.lineTo(x, view.height);
  path.moveTo(0, y);
  path.lineTo(view.width, y);
  pen.lineWidth = 1;
  pen.strokeStyle = 'rgb(255 255 255 / 80%)';
  pen.stroke(path);
  pen.setLineDash([4, 4]);
  pen.strokeStyle = LABEL_INK;
  pen.stroke(path);
  pen.setLineDash([]);
}
