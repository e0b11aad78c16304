import type { AnnotatedImage } from '../../../formats/annotation/annotation.ts';
import type { DocumentSaver } from '../../storage/documentSaver.ts';
import { applyCommand } from './applyCommand.ts';
import { changeBetween, touchedImages } from './change.ts';
import { commandLabel } from './commandLabels.ts';
import type { ProjectCommand } from './commands.ts';
import { FolderAccess, type FolderMode } from './folderAccess.ts';
import {
  EMPTY_HISTORY,
  firstDifference,
  type History,
  imageOfStep,
  record,
  redo,
  undo,
} from './history.ts';
import { PictureFiles } from './pictureFiles.ts';
import {
  ANNOTATION_FOLDER_ID,
  type FoundPictures,
  type PictureSource,
  type ProjectFolder,
} from './pictureSource.ts';
import { newId, type Project } from './project.ts';
import type { StoredProject } from './projectDatabase.ts';
import { ProjectLock } from './projectLock.ts';
import type { ProjectEvent } from './projectNews.ts';
import { relinkPictures } from './relink.ts';
import { saveTrouble, troubleOf } from './saveTrouble.ts';
import type { SessionEnvironment } from './sessionEnvironment.ts';
import { createSessionSaver } from './sessionSaver.ts';
import type { HistoryStep, ProjectSession, SessionSnapshot } from './sessionState.ts';
import { parseProjectSettings } from './storedSettings.ts';

/** What is learnt of a model is no step of undo. */
const NO_STEPS: ReadonlySet<ProjectCommand['type']> = new Set(['propose', 'forget-proposals']);

/** An open project: see `ProjectSession` for what its functions do. */
export class OpenProject implements ProjectSession {
  readonly #environment: SessionEnvironment;
  readonly #writer = newId();
  readonly #listeners = new Set<() => void>();
  readonly #folders = new FolderAccess();
  readonly #files: PictureFiles;
  readonly #lock: ProjectLock | null;
  readonly #stopListening: () => void;
  #project: Project;
  #history: History = EMPTY_HISTORY;
  #changedMs: number;
  #isNew: boolean;
  #unwrittenFolders: readonly ProjectFolder[] = [];
  #saver: DocumentSaver<PictureSource>;
  #access: 'writer' | 'reader' = 'reader';
  #snapshot: SessionSnapshot;
  #starting: Promise<void> | null = null;
  #closed = false;

  private constructor(project: Project, isNew: boolean, environment: SessionEnvironment) {
    this.#environment = environment;
    this.#project = project;
    this.#isNew = isNew;
    this.#changedMs = environment.nowMs();
    this.#saver = this.#newSaver();
    this.#files = new PictureFiles(project.id, environment.database, this.#folders, (imageId) =>
      this.#saver.waitingSource(imageId),
    );
    this.#lock = environment.locks && this.#newLock(environment.locks);
    this.#stopListening = environment.news.listen((event, fromOtherTab) => {
      if (event.projectId === project.id) this.#heed(event, fromOtherTab);
    });
    this.#snapshot = this.#currentSnapshot();
  }

  /** A project that is not in storage yet; it is saved at once, and stays in memory where it cannot be. */
  static async create(project: Project, environment: SessionEnvironment): Promise<ProjectSession> {
    const session = new OpenProject(project, true, environment);
    await session.#lock?.acquire();
    session.#access = 'writer';
    session.#saver.noteDocument([], 0);
    await session.#saver.saveNow();
    return session;
  }

  /** A project from storage. @throws ProjectMissingError */
  static async open(projectId: string, environment: SessionEnvironment): Promise<ProjectSession> {
    const { project } = await environment.database.load(projectId);
    const session = new OpenProject(project, false, environment);
    const held = session.#lock ? await session.#lock.acquire() : true;
    if (held) await session.#startWriting();
    else await session.#reload();
    return session;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SessionSnapshot => this.#snapshot;

  readonly run = (command: ProjectCommand, gesture?: string): boolean => {
    const next = applyCommand(this.#project, command);
    const isSetting = command.type === 'settings';
    const isStep = !isSetting && !NO_STEPS.has(command.type);
    if (next === this.#project || (this.#access === 'reader' && !isSetting)) return false;
    this.#become(
      next,
      isStep
        ? record(this.#history, this.#project, next, commandLabel(command), gesture ?? null)
        : this.#history,
    );
    return true;
  };

  readonly undo = (): HistoryStep | null => this.#step(undo);

  readonly redo = (): HistoryStep | null => this.#step(redo);

  readonly add = (found: FoundPictures): boolean => {
    if (this.#access === 'reader') return false;
    const before = this.#project;
    const { pictures, annotations, classes, folder } = found;
    if (folder) this.#noteFolder(folder);
    const images = pictures.map(({ image }) => image);
    const step = newId();
    this.run({ type: 'add-images', images, classes }, step);
    if (annotations.length > 0) {
      this.run({ type: 'import-annotations', images: annotations, classes }, step);
    }
    if (found.project && before.images.length === 0) {
      this.run({ type: 'rename-project', name: found.project.name }, step);
      this.run({ type: 'settings', settings: parseProjectSettings(found.project.settings) });
    }
    const sources = this.#files.newSources(pictures, before.images, this.#project.images);
    this.#noteSources(sources);
    return this.#project !== before || sources.size > 0;
  };

  readonly keepSources = (written: readonly AnnotatedImage[]): void => {
    if (this.#access === 'reader') return;
    const sources = new Map(written.map((image) => [image.name, image.sources ?? []]));
    const images = this.#project.images.map((image) => {
      const now = sources.get(image.name);
      return now && now !== image.sources ? { ...image, sources: now } : image;
    });
    this.#become({ ...this.#project, images }, this.#history);
  };

  readonly pictureFile = async (imageId: string): Promise<Blob> => {
    const { missing } = this.#files;
    try {
      return await this.#files.file(imageId);
    } catch (error) {
      if (missing !== this.#files.missing) this.#tell();
      throw error;
    }
  };

  readonly relink = async (files: readonly File[]): Promise<readonly File[]> => {
    const { missing } = this.#files;
    const lost = this.#project.images.filter(({ id }) => missing.has(id));
    const found = await relinkPictures(files, lost);
    if (this.#access === 'reader' || found.size === 0) return files;
    this.#noteSources(new Map([...found].map(([id, file]) => [id, { kind: 'copy', file }])));
    const used = new Set(found.values());
    return files.filter((file) => !used.has(file));
  };

  readonly openFoldersAgain = async (mode: FolderMode = 'read'): Promise<boolean> => {
    const open = await this.#folders.openAgain(mode, this.#files.folderIds);
    this.#tell();
    return open;
  };

  readonly folder = (): FileSystemDirectoryHandle | null => {
    const folders = this.#folders.folders;
    const chosen = folders.find(({ purpose }) => purpose === 'annotations');
    return (chosen ?? folders.at(-1))?.handle ?? null;
  };

  readonly chooseSaveFolder = (handle: FileSystemDirectoryHandle): void => {
    if (this.#access === 'reader') return;
    this.#noteFolder({ id: ANNOTATION_FOLDER_ID, handle, purpose: 'annotations' });
    this.#saver.noteDocument([], null);
    this.#tell();
  };

  readonly saveNow = (): Promise<boolean> => this.#saver.saveNow();

  readonly takeOver = async (): Promise<void> => {
    await this.#lock?.takeOver();
    if (this.#access === 'reader') await this.#startWriting();
  };

  readonly close = async ({ discard = false } = {}): Promise<boolean> => {
    if (!(await this.#saver.saveNow()) && !discard) return false;
    this.#closed = true;
    this.#saver.stop(troubleOf(null));
    this.#lock?.close();
    this.#stopListening();
    return true;
  };

  /** All that a command, undo or redo leads to: the new state is shown at once and saved soon. */
  #become(project: Project, history: History): void {
    const change = changeBetween(this.#project, project);
    const historyFrom = firstDifference(this.#history, history);
    this.#project = project;
    this.#history = history;
    this.#changedMs = this.#environment.nowMs();
    // What a reader chooses, such as the picture looked at, is its own and stays in memory.
    if (this.#access === 'writer') {
      this.#saver.noteDocument(change ? touchedImages(change) : [], historyFrom);
    }
    this.#tell();
  }

  #step(step: typeof undo): HistoryStep | null {
    const next = this.#access === 'writer' ? step(this.#project, this.#history) : null;
    if (!next) return null;
    this.#become(next.project, next.history);
    return { label: next.entry.label, imageId: imageOfStep(next.entry, next.project) };
  }

  #noteFolder(folder: ProjectFolder): void {
    this.#folders.add(folder, 'open');
    this.#unwrittenFolders = [...this.#unwrittenFolders, folder];
  }

  #noteSources(sources: ReadonlyMap<string, PictureSource>): void {
    this.#files.note(sources);
    this.#saver.noteSources(sources);
    this.#tell();
  }

  #startWriting(): Promise<void> {
    this.#starting ??= this.#claim().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #claim(): Promise<void> {
    const { database } = this.#environment;
    await database.claim(this.#project.id, this.#writer);
    this.#saver = this.#newSaver();
    await this.#reload();
    this.#access = 'writer';
    this.#tell();
    const orphans = this.#files.orphans(this.#project, this.#history.entries);
    if (orphans.length === 0) return;
    // What is left over takes room but does no harm: the next opening tries again.
    await database.dropSources(this.#project.id, orphans, this.#writer).catch(() => {});
  }

  async #reload(): Promise<void> {
    this.#take(await this.#environment.database.load(this.#project.id));
    await this.#folders.check();
    this.#tell();
  }

  #take({ project, history, historyPosition, folders, sources }: StoredProject): void {
    const settings = this.#starting ? project.settings : this.#project.settings;
    this.#project = { ...project, settings };
    this.#history = { entries: history, position: historyPosition };
    for (const folder of folders) this.#folders.add(folder, 'closed');
    this.#files.replace(sources, project.images);
  }

  /** The lock came or went. */
  #accessChanged(held: boolean): void {
    if (this.#closed) return;
    if (!held) {
      this.#saver.stop(saveTrouble('other-tab'));
      this.#access = 'reader';
      this.#tell();
    } else if (!this.#isNew && this.#saver.state.kind !== 'unsaved') {
      this.#startWriting().catch((error: unknown) => this.#saver.stop(troubleOf(error)));
    }
  }

  #heed(event: ProjectEvent, fromOtherTab: boolean): void {
    if (event.type === 'renamed') this.run({ type: 'rename-project', name: event.name });
    else if (event.type === 'removed') {
      this.#saver.lose(saveTrouble('removed'));
      this.#access = 'reader';
      this.#tell();
    } else if (fromOtherTab && this.#access === 'reader' && this.#saver.state.kind === 'saved') {
      this.#reload().catch(() => {});
    }
  }

  #newSaver(): DocumentSaver<PictureSource> {
    return createSessionSaver({
      environment: this.#environment,
      projectId: this.#project.id,
      writer: this.#writer,
      state: () => ({
        project: this.#project,
        history: this.#history,
        changedMs: this.#changedMs,
        isNew: this.#isNew,
        folders: this.#unwrittenFolders,
      }),
      onWritten: ({ folders }) => {
        this.#isNew = false;
        this.#unwrittenFolders = this.#unwrittenFolders.slice(folders.length);
      },
      onWriterLost: () => {
        this.#access = 'reader';
      },
      onState: () => this.#tell(),
    });
  }

  #newLock(locks: LockManager): ProjectLock {
    return new ProjectLock({
      projectId: this.#project.id,
      locks,
      beforeLettingGo: () => {
        this.#access = 'reader';
        this.#tell();
        return this.#saver.saveNow();
      },
      onChange: (held) => this.#accessChanged(held),
    });
  }

  #tell(): void {
    this.#snapshot = this.#currentSnapshot();
    for (const listener of this.#listeners) listener();
  }

  #currentSnapshot(): SessionSnapshot {
    const { entries, position } = this.#history;
    return {
      project: this.#project,
      undo: entries[position - 1]?.label ?? null,
      redo: entries[position]?.label ?? null,
      save: this.#saver.state,
      access: { kind: this.#access },
      folders: this.#folders.states(this.#files.folderIds),
      missingPictures: this.#files.missing,
    };
  }
}
