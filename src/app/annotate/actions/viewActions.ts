import type { Desk } from '../desk/desk.ts';
import { BRIGHTNESS } from '../desk/deskState.ts';
import type { DeskActionEntry } from './action.ts';

const shown = ({ image }: Desk): boolean => image !== null;
const ZOOM_STEP = 1.25;

export const VIEW_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'zoom-in',
    label: 'Zoom in',
    group: 'View',
    keys: ['Ctrl++', '+'],
    icon: 'zoomIn',
    word: 'Larger',
    enabled: shown,
    perform: (desk) => desk.board()?.shown.zoom(ZOOM_STEP),
  },
  {
    name: 'zoom-out',
    label: 'Zoom out',
    group: 'View',
    keys: ['Ctrl+-', '-'],
    icon: 'zoomOut',
    word: 'Smaller',
    enabled: shown,
    perform: (desk) => desk.board()?.shown.zoom(1 / ZOOM_STEP),
  },
  {
    name: 'actual-size',
    label: 'Actual size',
    group: 'View',
    keys: ['Ctrl+=', '0'],
    enabled: shown,
    perform: (desk) => desk.board()?.shown.actualSize(),
  },
  {
    name: 'fit-window',
    label: 'Fit window',
    group: 'View',
    keys: ['Ctrl+F'],
    icon: 'fitWindow',
    word: 'Whole',
    enabled: shown,
    perform: (desk) => desk.board()?.shown.fitWindow(),
  },
  {
    name: 'fit-width',
    label: 'Fit width',
    group: 'View',
    keys: ['Ctrl+Shift+F'],
    icon: 'fitWidth',
    word: 'Width',
    enabled: shown,
    perform: (desk) => desk.board()?.shown.fitWidth(),
  },
  {
    name: 'brighter',
    label: 'Brighter',
    group: 'View',
    keys: ['Ctrl+Shift++', ']'],
    reserved: { keys: ['Ctrl+Shift++'], instead: [']'] },
    icon: 'light',
    enabled: shown,
    perform: ({ state, dispatch }) =>
      dispatch({ type: 'brightness', brightness: state.brightness + BRIGHTNESS.step }),
  },
  {
    name: 'darker',
    label: 'Darker',
    group: 'View',
    keys: ['Ctrl+Shift+-', '['],
    enabled: shown,
    perform: ({ state, dispatch }) =>
      dispatch({ type: 'brightness', brightness: state.brightness - BRIGHTNESS.step }),
  },
  {
    name: 'brightness-as-photographed',
    label: 'Brightness as photographed',
    group: 'View',
    keys: ['Ctrl+Shift+=', '\\'],
    reserved: { keys: ['Ctrl+Shift+='], instead: ['\\'] },
    enabled: shown,
    perform: ({ dispatch }) => dispatch({ type: 'brightness', brightness: 1 }),
  },
  {
    name: 'hide-all',
    label: 'Hide all boxes',
    group: 'View',
    keys: ['Ctrl+H'],
    reserved: { keys: ['Ctrl+H'], instead: ['H'] },
    enabled: ({ boxes }) => boxes.length > 0,
    perform: ({ boxes, dispatch, say }) => {
      dispatch({ type: 'hide', ids: boxes.map(({ id }) => id), hidden: true });
      say('All boxes hidden');
    },
  },
  {
    name: 'show-all',
    label: 'Show all boxes',
    group: 'View',
    keys: ['Ctrl+A', 'Shift+H'],
    enabled: ({ boxes }) => boxes.length > 0,
    perform: ({ boxes, dispatch, say }) => {
      dispatch({ type: 'hide', ids: boxes.map(({ id }) => id), hidden: false });
      say('All boxes shown');
    },
  },
  {
    name: 'hide-box',
    label: 'Hide or show the box',
    group: 'View',
    keys: ['V'],
    enabled: ({ selected }) => selected.length > 0,
    perform: ({ selected, state, dispatch, say }) => {
      const ids = selected.map(({ id }) => id);
      const hidden = !ids.every((id) => state.hidden.has(id));
      dispatch({ type: 'hide', ids, hidden });
      say(hidden ? 'Hidden' : 'Shown');
    },
  },
  {
    name: 'labels',
    label: 'Names on boxes',
    group: 'View',
    keys: ['Ctrl+Shift+P'],
    reserved: { keys: ['Ctrl+Shift+P'], instead: ['Shift+L'] },
    pressed: ({ state }) => state.labels,
    enabled: shown,
    perform: ({ dispatch }) => dispatch({ type: 'toggle', what: 'labels' }),
  },
  {
    name: 'texts',
    label: 'Texts on boxes',
    group: 'View',
    keys: ['Shift+T'],
    pressed: ({ state }) => state.texts,
    enabled: shown,
    perform: ({ dispatch }) => dispatch({ type: 'toggle', what: 'texts' }),
  },
  {
    name: 'class-colour',
    label: 'Names and colours of classes',
    group: 'View',
    keys: ['Ctrl+L'],
    reserved: { keys: ['Ctrl+L'], instead: ['Alt+L'] },
    enabled: () => true,
    perform: ({ dispatch }) => dispatch({ type: 'tab', tab: 'classes' }),
  },
];
