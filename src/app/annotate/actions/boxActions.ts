import { isTurnable, turnedBy } from '../../board/outlineShaping.ts';
import type { Desk } from '../desk/desk.ts';
import { describeBox, drawBox } from '../desk/drawing.ts';
import { newId } from '../project/project.ts';
import type { DeskActionEntry } from './action.ts';
import { ARROW_ACTIONS, arrowGesture } from './arrowActions.ts';

const open = ({ image, locked }: Desk): boolean => image !== null && !locked;
const chosen = (desk: Desk): boolean => open(desk) && desk.selected.length > 0;
const idsOf = ({ selected }: Desk): readonly string[] => selected.map(({ id }) => id);

/** Copies stand this far to the right of and below their originals, px. */
const COPY_SHIFT = 10;

/** Selects the box after (or before) the selected one, in the order of the list. */
function step(desk: Desk, by: 1 | -1): void {
  const shown = desk.boxes.filter(({ id }) => !desk.state.hidden.has(id));
  if (shown.length === 0) return;
  const at = shown.findIndex(({ id }) => id === desk.state.selected[0]);
  const next =
    shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length];
  if (!next) return;
  desk.dispatch({ type: 'select', ids: [next.id] });
  desk.board()?.shown.reveal(next);
  desk.say(describeBox(desk, next));
}

const canTurn = (desk: Desk): boolean => {
  const [box] = desk.selected;
  return open(desk) && desk.selected.length === 1 && box !== undefined && isTurnable(box);
};

/** Turns the selected box by degrees, clockwise. */
function turn(desk: Desk, degrees: number): void {
  const [box] = desk.selected;
  const outline = box ? turnedBy(box, degrees) : null;
  if (!desk.image || !box || outline === null) return;
  const command = { imageId: desk.image.id, boxId: box.id, outline };
  desk.session.run({ type: 'shape-box', ...command }, arrowGesture(`turn ${box.id}`));
  desk.say(`Turned by ${degrees}°`);
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export const BOX_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'select-tool',
    label: 'Select and move',
    group: 'Box',
    keys: ['Ctrl+J', 'Escape'],
    icon: 'pointer',
    word: 'Select',
    pressed: ({ state }) => state.tool === 'select',
    enabled: ({ image }) => image !== null,
    perform: (desk, key) => {
      const board = desk.board();
      if (key === 'Escape' && board?.busy) board.cancel();
      else if (desk.state.tool !== 'select') desk.dispatch({ type: 'tool', tool: 'select' });
      else if (key === 'Escape') desk.dispatch({ type: 'select', ids: [] });
    },
  },
  {
    name: 'new-box',
    label: 'New box',
    group: 'Box',
    keys: ['W'],
    icon: 'box',
    word: 'Box',
    pressed: ({ state }) => state.tool === 'draw',
    enabled: open,
    perform: (desk) => {
      desk.dispatch({ type: 'tool', tool: 'draw' });
      desk.focusBoard();
      desk.say('Draw a box, or press Enter for one in the middle.');
    },
  },
  {
    name: 'new-outline',
    label: 'New outline',
    group: 'Box',
    keys: ['O'],
    icon: 'outline',
    word: 'Outline',
    pressed: ({ state }) => state.tool === 'outline',
    enabled: open,
    perform: (desk) => {
      desk.dispatch({ type: 'tool', tool: 'outline' });
      desk.focusBoard();
      desk.say('Put point after point; the first one again, or Enter, closes the outline.');
    },
  },
  {
    name: 'new-box-in-middle',
    label: 'New box in the middle',
    group: 'Box',
    keys: ['Shift+W'],
    enabled: open,
    perform: (desk) => {
      const part = desk.board()?.shown.box();
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
    word: 'Class',
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
    word: 'Difficult',
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
    word: 'Copy',
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
    word: 'Previous',
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
    word: 'Delete',
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
  ...ARROW_ACTIONS,
  {
    name: 'turn',
    label: 'Turn by 1°',
    group: 'Box',
    keys: ['.', ','],
    enabled: canTurn,
    perform: (desk, key) => turn(desk, key === ',' ? -1 : 1),
  },
  {
    name: 'turn-far',
    label: 'Turn by 15°',
    group: 'Box',
    keys: ['Alt+.', 'Alt+,'],
    enabled: canTurn,
    perform: (desk, key) => turn(desk, key === 'Alt+,' ? -15 : 15),
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
