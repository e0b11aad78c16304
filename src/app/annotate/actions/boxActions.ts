import type { Box } from '../../../reading/geometry.ts';
import { growFromCorner } from '../canvas/boxShaping.ts';
import type { Desk } from '../desk/desk.ts';
import { describeBox, drawBox, placeInWords } from '../desk/drawing.ts';
import { newId } from '../project/project.ts';
import type { DeskActionEntry } from './action.ts';
import type { KeyName } from './keys.ts';

const open = ({ image, locked }: Desk): boolean => image !== null && !locked;
const chosen = (desk: Desk): boolean => open(desk) && desk.selected.length > 0;
const idsOf = ({ selected }: Desk): readonly string[] => selected.map(({ id }) => id);

/** Px that an arrow moves, and with Ctrl or Cmd held. */
const STEP = 1;
const LARGE_STEP = 10;
/** Copies stand this far to the right of and below their originals, px. */
const COPY_SHIFT = 10;

/** Arrows pressed within this time are one step of undo, ms. */
const GESTURE_MS = 800;
let lastArrow = { atMs: Number.NEGATIVE_INFINITY, gesture: '' };

function arrowGesture(kind: string): string {
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

/** Selects the box after (or before) the selected one, in the order of the list. */
function step(desk: Desk, by: 1 | -1): void {
  const shown = desk.boxes.filter(({ id }) => !desk.state.hidden.has(id));
  if (shown.length === 0) return;
  const at = shown.findIndex(({ id }) => id === desk.state.selected[0]);
  const next =
    shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length];
  if (!next) return;
  desk.dispatch({ type: 'select', ids: [next.id] });
  desk.board()?.reveal(next);
  desk.say(describeBox(desk, next));
}

const ARROWS = ['Left', 'Right', 'Up', 'Down'] as const;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export const BOX_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'select-tool',
    label: 'Select and move',
    group: 'Box',
    keys: ['Ctrl+J', 'Escape'],
    icon: 'pointer',
    pressed: ({ state }) => state.tool === 'select',
    enabled: ({ image }) => image !== null,
    perform: (desk, key) => {
      const board = desk.board();
      if (key === 'Escape' && board?.busy) board.cancel();
      else if (desk.state.tool === 'draw') desk.dispatch({ type: 'tool', tool: 'select' });
      else if (key === 'Escape') desk.dispatch({ type: 'select', ids: [] });
    },
  },
  {
    name: 'new-box',
    label: 'New box',
    group: 'Box',
    keys: ['W'],
    icon: 'box',
    pressed: ({ state }) => state.tool === 'draw',
    enabled: open,
    perform: (desk) => {
      desk.dispatch({ type: 'tool', tool: 'draw' });
      desk.focusBoard();
      desk.say('Draw a box, or press Enter for one in the middle.');
    },
  },
  {
    name: 'new-box-in-middle',
    label: 'New box in the middle',
    group: 'Box',
    keys: ['Shift+W'],
    enabled: open,
    perform: (desk) => {
      const part = desk.board()?.visiblePart();
      if (!part || !desk.image) return;
      const square = desk.project.settings.drawSquares;
      const side = Math.max(8, Math.min(part.width, part.height) / 4);
      const width = Math.round(square ? side : Math.max(8, part.width / 4));
      const height = Math.round(square ? side : Math.max(8, part.height / 8));
      const x = Math.round(part.x + (part.width - width) / 2);
      const y = Math.round(part.y + (part.height - height) / 2);
      desk.focusBoard();
      drawBox(desk, { x, y, width, height });
    },
  },
  {
    name: 'edit-class',
    label: 'Change class…',
    group: 'Box',
    keys: ['Ctrl+E', 'E'],
    icon: 'tag',
    enabled: chosen,
    perform: (desk) =>
      desk.dispatch({ type: 'ask-class', question: { kind: 'boxes', boxIds: idsOf(desk) } }),
  },
  {
    name: 'class-by-number',
    label: 'Class 1 to 9',
    group: 'Box',
    keys: DIGITS,
    inMenu: false,
    enabled: chosen,
    perform: (desk, key) => {
      const chosenClass = desk.project.classes[Number(key) - 1];
      if (!desk.image || !chosenClass) return;
      const command = { boxIds: idsOf(desk), classId: chosenClass.id };
      desk.session.run({ type: 'set-class', imageId: desk.image.id, ...command });
      desk.say(`Class ${chosenClass.name}`);
    },
  },
  {
    name: 'write-text',
    label: 'Write its text',
    group: 'Box',
    keys: ['T'],
    enabled: chosen,
    perform: (desk) => desk.focusText(),
  },
  {
    name: 'difficult',
    label: 'Difficult',
    group: 'Box',
    keys: ['F'],
    icon: 'flag',
    pressed: ({ selected }) => selected.length > 0 && selected.every(({ difficult }) => difficult),
    enabled: chosen,
    perform: (desk) => {
      if (!desk.image) return;
      const difficult = !desk.selected.every((box) => box.difficult);
      const command = { boxIds: idsOf(desk), difficult };
      desk.session.run({ type: 'set-difficult', imageId: desk.image.id, ...command });
      desk.say(difficult ? 'Marked difficult' : 'Not difficult');
    },
  },
  {
    name: 'duplicate',
    label: 'Duplicate',
    group: 'Box',
    keys: ['Ctrl+D'],
    icon: 'copy',
    enabled: chosen,
    perform: (desk) => {
      if (!desk.image) return;
      const copies = idsOf(desk).map((boxId) => ({ boxId, newId: newId() }));
      desk.session.run({
        type: 'duplicate-boxes',
        imageId: desk.image.id,
        copies,
        shift: COPY_SHIFT,
      });
      desk.dispatch({ type: 'select', ids: copies.map((copy) => copy.newId) });
      desk.say(copies.length === 1 ? 'Box duplicated' : `${copies.length} boxes duplicated`);
    },
  },
  {
    name: 'copy-previous',
    label: 'Copy boxes of the previous picture',
    group: 'Box',
    keys: ['Ctrl+V'],
    yields: true,
    icon: 'paste',
    enabled: (desk) => open(desk) && (desk.project.images[desk.index - 1]?.boxes.length ?? 0) > 0,
    perform: (desk) => {
      const previous = desk.project.images[desk.index - 1];
      if (!desk.image || !previous) return;
      const copies = previous.boxes.map(({ id }) => ({ boxId: id, newId: newId() }));
      const command = { fromImageId: previous.id, imageId: desk.image.id, copies };
      desk.session.run({ type: 'copy-boxes', ...command });
      desk.say(`Boxes of ${previous.name} copied`);
    },
  },
  {
    name: 'delete',
    label: 'Delete',
    group: 'Box',
    keys: ['Del', 'Backspace'],
    icon: 'clear',
    enabled: chosen,
    perform: (desk) => {
      if (!desk.image) return;
      const boxIds = idsOf(desk);
      const at = desk.boxes.findIndex(({ id }) => id === boxIds[0]);
      desk.session.run({ type: 'delete-boxes', imageId: desk.image.id, boxIds });
      // The keyboard goes on where it was: at the box that takes the deleted one's place.
      const rest = desk.boxes.filter(({ id }) => !boxIds.includes(id));
      const next = rest[Math.min(at, rest.length - 1)];
      desk.dispatch({ type: 'select', ids: next ? [next.id] : [] });
      desk.say(boxIds.length === 1 ? 'Box deleted' : `${boxIds.length} boxes deleted`);
    },
  },
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
    enabled: (desk) => open(desk) && desk.selected.length === 1,
    perform: (desk, key) => grow(desk, key, STEP),
  },
  {
    name: 'grow-far',
    label: 'Resize by 10 px',
    group: 'Box',
    keys: ARROWS.map((arrow) => `Ctrl+Shift+${arrow}`),
    inMenu: false,
    enabled: (desk) => open(desk) && desk.selected.length === 1,
    perform: (desk, key) => grow(desk, key, LARGE_STEP),
  },
  {
    name: 'next-box',
    label: 'Next box',
    group: 'Box',
    keys: ['N'],
    inMenu: false,
    enabled: ({ boxes }) => boxes.length > 0,
    perform: (desk) => step(desk, 1),
  },
  {
    name: 'previous-box',
    label: 'Previous box',
    group: 'Box',
    keys: ['Shift+N'],
    inMenu: false,
    enabled: ({ boxes }) => boxes.length > 0,
    perform: (desk) => step(desk, -1),
  },
  {
    name: 'squares',
    label: 'Draw squares',
    group: 'Box',
    keys: ['Ctrl+Shift+R'],
    reserved: { keys: ['Ctrl+Shift+R'], instead: ['Shift+S'] },
    pressed: ({ project }) => project.settings.drawSquares,
    enabled: open,
    perform: ({ session, project }) => {
      session.run({ type: 'settings', settings: { drawSquares: !project.settings.drawSquares } });
    },
  },
  {
    name: 'keep-drawing',
    label: 'Keep drawing',
    group: 'Box',
    keys: ['Ctrl+Shift+A'],
    reserved: { keys: ['Ctrl+Shift+A'], instead: ['Shift+K'] },
    pressed: ({ state }) => state.keepDrawing,
    enabled: open,
    perform: ({ dispatch }) => dispatch({ type: 'toggle', what: 'keepDrawing' }),
  },
  {
    name: 'single-class',
    label: 'Single-class mode',
    group: 'Box',
    keys: ['Shift+C'],
    pressed: ({ project }) => project.settings.singleClass,
    enabled: ({ locked }) => !locked,
    perform: ({ session, project }) => {
      session.run({ type: 'settings', settings: { singleClass: !project.settings.singleClass } });
    },
  },
];
