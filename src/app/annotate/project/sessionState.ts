import type { AnnotatedImage } from '../../../formats/annotation/annotation.ts';
import type { SaveState } from '../../storage/saveState.ts';
import type { ProjectCommand } from './commands.ts';
import type { KeptModel } from './keptModel.ts';
import type { FoundPictures } from './pictureSource.ts';
import type { Project } from './project.ts';

/** One tab writes a project; any other shows it as it was saved last, until it takes over. */
export type Access = { readonly kind: 'writer' } | { readonly kind: 'reader' };

/** A folder of the project; `closed` until the person allows it again after a reload. */
export interface FolderState {
  readonly id: string;
  readonly name: string;
  readonly access: 'open' | 'closed' | 'refused';
}

/** All that a screen shows of a project; a new object at every change, parts shared. */
export interface SessionSnapshot {
  readonly project: Project;
  /** What undo would take back and redo would do again, in words; null where there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
  readonly save: SaveState;
  readonly access: Access;
  readonly folders: readonly FolderState[];
  /** Pictures whose file was not found when it was wanted. */
  readonly missingPictures: ReadonlySet<string>;
}

/** What undo or redo did: in words, and the picture to look at; null where it concerns none. */
export interface HistoryStep {
  readonly label: string;
  readonly imageId: string | null;
}

/**
 * An open project: memory first, storage within a second. `subscribe` and `getSnapshot` are made
 * for `useSyncExternalStore`; all functions may be handed on without their object.
 */
export interface ProjectSession {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => SessionSnapshot;
  /**
   * Does a command. Commands of one `gesture` (a held arrow key, typing) follow each other as a
   * single step of undo. False where nothing changed: not the writer, or nothing to change.
   */
  readonly run: (command: ProjectCommand, gesture?: string) => boolean;
  readonly undo: () => HistoryStep | null;
  readonly redo: () => HistoryStep | null;
  /** Adds what was opened, pictures and annotations; one step of undo. */
  readonly add: (found: FoundPictures) => boolean;
  /** Keeps what now stands in the folder of these pictures, found by name; no step of undo. */
  readonly keepSources: (written: readonly AnnotatedImage[]) => void;
  /** A picture's file. @throws PictureSourceError */
  readonly pictureFile: (imageId: string) => Promise<Blob>;
  /** Gives missing pictures their files again, found by path or name; returns the other files. */
  readonly relink: (files: readonly File[]) => Promise<readonly File[]>;
  /** Asks for closed folders again. Only inside a click or key press: the browser demands it. */
  readonly openFoldersAgain: (mode?: 'read' | 'readwrite') => Promise<boolean>;
  /**
   * The folder to save into: the one chosen for it, else the one opened last; null for a project of
   * copied pictures.
   */
  readonly folder: () => FileSystemDirectoryHandle | null;
  /** Saves annotations into this folder from now on, wherever the pictures lie. */
  readonly chooseSaveFolder: (handle: FileSystemDirectoryHandle) => void;
  /** Writes what is open now, and says whether everything is saved. */
  readonly saveNow: () => Promise<boolean>;
  /** Makes this tab the writer; the other one saves what it has and becomes a reader. */
  readonly takeOver: () => Promise<void>;
  /**
   * Saves, and leaves the project to others. False where not everything could be saved: the session
   * then stays open, unless that is to be discarded.
   */
  readonly close: (options?: { readonly discard?: boolean }) => Promise<boolean>;
}

/** A line of the project list. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  readonly changedMs: number;
  readonly images: number;
  readonly verified: number;
  readonly boxes: number;
}

/** All projects of this browser. */
export interface ProjectStore {
  /** The latest changed first. */
  readonly list: () => Promise<readonly ProjectSummary[]>;
  /** Calls back when a project was made, changed, renamed or deleted, in this tab or another. */
  readonly onListChange: (listener: () => void) => () => void;
  readonly create: (name: string) => Promise<ProjectSession>;
  /** @throws ProjectMissingError */
  readonly open: (projectId: string) => Promise<ProjectSession>;
  readonly rename: (projectId: string, name: string) => Promise<void>;
  /** Deletes a project with its copies of pictures; files in folders stay. */
  readonly remove: (projectId: string) => Promise<void>;
  /** The detector that was trained on a project; null where none was. */
  readonly model: (projectId: string) => Promise<KeptModel | null>;
  /** @throws ProjectMissingError */
  readonly keepModel: (projectId: string, model: KeptModel) => Promise<void>;
  /** Asks the browser not to clear this page's storage by itself; says whether it agreed. */
  readonly keepStorage: () => Promise<boolean>;
}
