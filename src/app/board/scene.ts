import type { Outlined } from '../../formats/annotation/polygon.ts';
import type { Box } from '../../reading/geometry.ts';
import type { Size } from './viewport.ts';

/** A box as it is drawn, with its outline where it has one; picture px. */
export interface SceneBox {
  readonly id: string;
  readonly box: Outlined;
  readonly colour: string;
  readonly label: string;
  /** What is written in it. */
  readonly text: string | null;
  readonly difficult: boolean;
  /** It cannot be turned. */
  readonly staysUpright?: boolean;
}

/** A box that the machine proposes; nobody has taken it over yet. */
export interface SceneSuggestion {
  readonly id: string;
  readonly box: Box;
  readonly label: string;
}

/** What a press on the empty picture begins. */
export type Tool = 'select' | 'draw' | 'outline';

/** All that is drawn over a picture, as plain data. */
export interface Scene {
  readonly picture: Size;
  readonly boxes: readonly SceneBox[];
  readonly suggestions: readonly SceneSuggestion[];
  readonly selected: ReadonlySet<string>;
  /** Box highlighted from the list, or from the pointer over it. */
  readonly highlighted: string | null;
  /** A box that was drawn and waits for its class. */
  readonly draft: Outlined | null;
  readonly tool: Tool;
  readonly square: boolean;
  readonly labels: boolean;
  /** Texts stand behind the names; those of the box at hand always do. */
  readonly texts: boolean;
  /** Nothing can be changed: another tab writes, or the picture cannot be shown. */
  readonly locked: boolean;
}
