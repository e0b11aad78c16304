import type { Dispatch } from 'react';
import type { AnnotationBox } from '../../../formats/annotation/annotation.ts';
import type { Board } from '../../board/board.ts';
import type { Project, ProjectImage, Suggestion } from '../project/project.ts';
import type { ProjectSession, SessionSnapshot } from '../project/sessionState.ts';
import type { DeskAction, DeskState } from './deskState.ts';

/** What the desk's actions can reach: the open project, what is at hand, and what can be asked of what lies around it. */
export interface Desk {
  readonly session: ProjectSession;
  readonly snapshot: SessionSnapshot;
  readonly project: Project;
  readonly state: DeskState;
  readonly dispatch: Dispatch<DeskAction>;
  /** The picture that is shown; null in a project without pictures. */
  readonly image: ProjectImage | null;
  /** Its place among all pictures, from 0. */
  readonly index: number;
  readonly boxes: readonly AnnotationBox[];
  readonly selected: readonly AnnotationBox[];
  /** Suggestions at or above the threshold. */
  readonly suggestions: readonly Suggestion[];
  /** Nothing can be changed: another tab writes. */
  readonly locked: boolean;
  readonly board: () => Board | null;
  /** Puts the keyboard on the picture. */
  readonly focusBoard: () => void;
  /** Puts the keyboard into the text of the selected box. */
  readonly focusText: () => void;
  /** Says something to a screen reader. */
  readonly say: (words: string) => void;
  /** Says something to everybody: a note that stands for a while. */
  readonly tell: (words: string) => void;
  readonly commands: DeskCommands;
}

/** What needs files, the reader or another screen, and takes a while. */
export interface DeskCommands {
  readonly openPictures: () => void;
  readonly openFolder: () => void;
  readonly addAnnotations: () => void;
  readonly chooseSaveFolder: () => void;
  readonly save: () => void;
  readonly suggestLines: () => void;
  /** Suggests for all pictures that have nothing yet, or goes on with it. */
  readonly suggestAll: () => void;
  readonly pauseSuggesting: () => void;
  readonly stopSuggesting: () => void;
  readonly suggestPageParts: () => void;
  /** Suggests with the person's own model, or asks for it where none is loaded. */
  readonly suggestThings: () => void;
  readonly openModel: () => void;
  readonly readBoxes: () => void;
  readonly close: () => void;
}
