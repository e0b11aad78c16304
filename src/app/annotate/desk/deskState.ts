import type { Outlined } from '../../../formats/annotation/polygon.ts';
import type { Tool } from '../../board/scene.ts';

/** What a class is being chosen for: a box just drawn, or boxes that are there. */
export type ClassQuestion =
  | { readonly kind: 'new-box'; readonly box: Outlined }
  | { readonly kind: 'boxes'; readonly boxIds: readonly string[] };

export type DeskDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'export' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'model' }
  | { readonly kind: 'training' };

export type PanelTab = 'boxes' | 'classes' | 'pictures';

/** What the desk shows and what is at hand; nothing of it is part of the project or of undo. */
export interface DeskState {
  readonly imageId: string | null;
  readonly tool: Tool;
  /** Drawing goes on after a box is drawn. */
  readonly keepDrawing: boolean;
  readonly selected: readonly string[];
  readonly highlighted: string | null;
  readonly hidden: ReadonlySet<string>;
  readonly labels: boolean;
  /** Texts stand behind the names of boxes. */
  readonly texts: boolean;
  /** 1 is as photographed. */
  readonly brightness: number;
  readonly question: ClassQuestion | null;
  readonly dialog: DeskDialog;
  readonly tab: PanelTab;
}

export const INITIAL_DESK: DeskState = {
  imageId: null,
  tool: 'select',
  keepDrawing: false,
  selected: [],
  highlighted: null,
  hidden: new Set(),
  labels: true,
  texts: false,
  brightness: 1,
  question: null,
  dialog: { kind: 'none' },
  tab: 'boxes',
};

export type DeskAction =
  | { readonly type: 'show-image'; readonly imageId: string | null }
  | { readonly type: 'tool'; readonly tool: Tool }
  | { readonly type: 'drawn' }
  | { readonly type: 'select'; readonly ids: readonly string[] }
  | { readonly type: 'highlight'; readonly id: string | null }
  | { readonly type: 'hide'; readonly ids: readonly string[]; readonly hidden: boolean }
  | { readonly type: 'brightness'; readonly brightness: number }
  | { readonly type: 'ask-class'; readonly question: ClassQuestion | null }
  | { readonly type: 'dialog'; readonly dialog: DeskDialog }
  | { readonly type: 'tab'; readonly tab: PanelTab }
  | { readonly type: 'toggle'; readonly what: 'labels' | 'texts' | 'keepDrawing' };

export const BRIGHTNESS = { lowest: 0.4, highest: 2.4, step: 0.1 } as const;

export function deskReducer(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case 'show-image':
      if (action.imageId === state.imageId) return state;
      return {
        ...state,
        imageId: action.imageId,
        selected: [],
        highlighted: null,
        hidden: INITIAL_DESK.hidden,
        question: null,
      };
    case 'tool':
      return { ...state, tool: action.tool, question: null };
    case 'drawn':
      return { ...state, tool: state.keepDrawing ? state.tool : 'select' };
    case 'select':
      return { ...state, selected: action.ids };
    case 'highlight':
      return state.highlighted === action.id ? state : { ...state, highlighted: action.id };
    case 'hide': {
      const hidden = new Set(state.hidden);
      for (const id of action.ids) {
        if (action.hidden) hidden.add(id);
        else hidden.delete(id);
      }
      return { ...state, hidden };
    }
    case 'brightness': {
      const { lowest, highest } = BRIGHTNESS;
      const brightness = Math.min(highest, Math.max(lowest, action.brightness));
      return { ...state, brightness: Math.round(brightness * 100) / 100 };
    }
    case 'ask-class':
      return { ...state, question: action.question };
    case 'dialog':
      return { ...state, dialog: action.dialog };
    case 'tab':
      return { ...state, tab: action.tab };
    case 'toggle':
      return { ...state, [action.what]: !state[action.what] };
  }
}
