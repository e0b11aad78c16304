import type { Box } from '../../../reading/geometry.ts';
import { growFromCorner } from '../../board/boxShaping.ts';
import type { Desk } from '../desk/desk.ts';
import { placeInWords } from '../desk/drawing.ts';
import type { DeskActionEntry } from './action.ts';
import type { KeyName } from './keys.ts';

const chosen = ({ image, locked, selected }: Desk): boolean =>
  image !== null && !locked && selected.length > 0;
const idsOf = ({ selected }: Desk): readonly string[] => selected.map(({ id }) => id);

/** Px that an arrow moves, and with Ctrl or Cmd held. */
const STEP = 1;
const LARGE_STEP = 10;
/** Arrows pressed within this time are one step of undo, ms. */
const GESTURE_MS = 800;
let lastArrow = { atMs: Number.NEGATIVE_INFINITY, gesture: '' };

/** The step of undo that presses of one kind belong to, as long as they follow each other. */
export function arrowGesture(kind: string): string {
  const now = performance.now();
  const goesOn = now - lastArrow.atMs < GESTURE_MS && lastArrow.gesture.startsWith(kind);
  lastArrow = { atMs: now, gesture: goesOn ? lastArrow.gesture : `${kind} ${now}` };
  return lastArrow.gesture;
}

function direction(key: KeyName): { readonly dx: number; readonly dy: number } {
  if (key.endsWith('Left')) return { dx: -1, dy: 0 };
  if (key.endsWith('Right')) return { dx: 1, dy: 0 };
  return { dx: 0, dy: key.endsWith('Up') ? -1 : 1 };
}

function nudge(desk: Desk, key: KeyName | null, step: number): void {
  if (!desk.image || key === null) return;
  const { dx, dy } = direction(key);
  const boxIds = idsOf(desk);
  desk.session.run(
    { type: 'nudge-boxes', imageId: desk.image.id, boxIds, dx: dx * step, dy: dy * step },
    arrowGesture(`nudge ${boxIds.join()}`),
  );
  sayPlace(desk, boxIds[0]);
}

function grow(desk: Desk, key: KeyName | null, step: number): void {
  const [box] = desk.selected;
  if (!desk.image || !box || key === null) return;
  const { dx, dy } = direction(key);
  const place = growFromCorner(box, dx * step, dy * step, desk.image);
  desk.session.run(
    { type: 'place-box', imageId: desk.image.id, boxId: box.id, place: placeOf(place) },
    arrowGesture(`grow ${box.id}`),
  );
  sayPlace(desk, box.id);
}

/** Where a box is now, for whoever cannot see it. */
function sayPlace({ session, image, say }: Desk, boxId: string | undefined): void {
  const { project } = session.getSnapshot();
  const moved = project.images
    .find(({ id }) => id === image?.id)
    ?.boxes.find(({ id }) => id === boxId);
  if (moved) say(placeInWords(moved));
}

function placeOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

const ARROWS = ['Left', 'Right', 'Up', 'Down'] as const;

/** What the arrow keys do to the selected boxes. */
export const ARROW_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'nudge',
    label: 'Move by 1 px',
    group: 'Box',
    keys: ARROWS,
    inMenu: false,
    enabled: chosen,
    perform: (desk, key) => nudge(desk, key, STEP),
  },
  {
    name: 'nudge-far',
    label: 'Move by 10 px',
    group: 'Box',
    keys: ARROWS.map((arrow) => `Ctrl+${arrow}`),
    inMenu: false,
    enabled: chosen,
    perform: (desk, key) => nudge(desk, key, LARGE_STEP),
  },
  {
    name: 'grow',
    label: 'Resize by 1 px',
    group: 'Box',
    keys: ARROWS.map((arrow) => `Shift+${arrow}`),
    inMenu: false,
    enabled: (desk) => chosen(desk) && desk.selected.length === 1,
    perform: (desk, key) => grow(desk, key, STEP),
  },
  {
    name: 'grow-far',
    label: 'Resize by 10 px',
    group: 'Box',
    keys: ARROWS.map((arrow) => `Ctrl+Shift+${arrow}`),
    inMenu: false,
    enabled: (desk) => chosen(desk) && desk.selected.length === 1,
    perform: (desk, key) => grow(desk, key, LARGE_STEP),
  },
];
