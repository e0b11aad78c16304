import type { DBSchema } from 'idb';
import { lazyDatabase } from '../../storage/lazyDatabase.ts';
import type { HistoryEntry } from './history.ts';
import { isKeptModel, type KeptModel } from './keptModel.ts';
import type { PictureSource, ProjectFolder } from './pictureSource.ts';
import type { Project, ProjectImage } from './project.ts';
import { ProjectMissingError, WriterLostError } from './saveTrouble.ts';
import type { ProjectSummary } from './sessionState.ts';

const DATABASE_NAME = 'handlens-projects';

/** A project without its pictures: those have records of their own, so that a box writes one of 1,000. */
export interface ProjectRecord extends Omit<Project, 'images'> {
  readonly imageIds: readonly string[];
  readonly summary: ProjectSummary;
  readonly historyPosition: number;
  /** The session that may write; any other finds out at its next write. */
  readonly writer: string | null;
}

interface ProjectSchema extends DBSchema {
  projects: { key: string; value: ProjectRecord };
  /** Keys: project, picture. */
  images: { key: [string, string]; value: ProjectImage };
  sources: { key: [string, string]; value: StoredSource };
  /** Apart from what says that they exist, so that opening a project touches none of them. */
  copies: { key: [string, string]; value: Blob };
  folders: { key: [string, string]; value: ProjectFolder };
  /** Keys: project, position in the history. */
  history: { key: [string, number]; value: HistoryEntry };
  /** Key: project. */
  models: { key: string; value: KeptModel };
}

const PARTS = ['images', 'sources', 'copies', 'folders', 'history'] as const;
const ALL = ['projects', 'models', ...PARTS] as const;
const DOCUMENT = ['projects', 'images', 'folders', 'history'] as const;
const WITHOUT_COPIES = [...DOCUMENT, 'sources'] as const;
const PICTURE_FILES = ['projects', 'sources', 'copies'] as const;

/** A project as it stands in storage. */
export interface StoredProject {
  readonly project: Project;
  readonly history: readonly HistoryEntry[];
  readonly historyPosition: number;
  readonly folders: readonly ProjectFolder[];
  readonly sources: ReadonlyMap<string, StoredSource>;
}

/** Where a picture's file lies; a copy itself stays in storage until it is looked at. */
export type StoredSource = { readonly kind: 'copy' } | Extract<PictureSource, { kind: 'folder' }>;

/** What one transaction writes of a project's document. */
export interface ProjectWrite {
  readonly record: Omit<ProjectRecord, 'writer'>;
  /** The project was never in storage: there it need not be. */
  readonly isNew: boolean;
  /** Pictures that changed; null deletes the record. */
  readonly images: ReadonlyMap<string, ProjectImage | null>;
  /** Entries from a position on: they replace all that stand from there. */
  readonly history: { readonly from: number; readonly entries: readonly HistoryEntry[] } | null;
  readonly folders: readonly ProjectFolder[];
}

/** Everything that is asked of storage; tests put one that fails in its place. */
export interface ProjectDatabase {
  list(): Promise<readonly ProjectSummary[]>;
  /** Makes `writer` the only one whose writes are taken. @throws ProjectMissingError */
  claim(projectId: string, writer: string): Promise<void>;
  /** @throws ProjectMissingError */
  load(projectId: string): Promise<StoredProject>;
  /** All or nothing. @throws WriterLostError, ProjectMissingError */
  write(write: ProjectWrite, writer: string): Promise<void>;
  /** @throws WriterLostError, ProjectMissingError */
  writeSources(
    projectId: string,
    sources: ReadonlyMap<string, PictureSource>,
    writer: string,
  ): Promise<void>;
  /** Lets go of copies that nothing refers to any more. @throws WriterLostError, ProjectMissingError */
  dropSources(projectId: string, imageIds: readonly string[], writer: string): Promise<void>;
  /** The file of a picture that was copied; null where its copy never got here. */
  copy(projectId: string, imageId: string): Promise<Blob | null>;
  /** The detector that was trained on a project; null where none was. */
  model(projectId: string): Promise<KeptModel | null>;
  /** Keeps it in place of the one before. @throws ProjectMissingError */
  keepModel(projectId: string, model: KeptModel): Promise<void>;
  rename(projectId: string, name: string): Promise<void>;
  remove(projectId: string): Promise<void>;
}

function partsOf(projectId: string): IDBKeyRange {
  // An empty array sorts after every string and number.
  return IDBKeyRange.bound([projectId], [projectId, []]);
}

/** The database of this browser; opened at its first use, and again where the browser closed it. */
export function createProjectDatabase(name = DATABASE_NAME): ProjectDatabase {
  const open = lazyDatabase<ProjectSchema>(
    name,
    (database) => {
      database.createObjectStore('projects', { keyPath: 'id' });
      for (const part of PARTS) database.createObjectStore(part);
    },
    (database) => {
      database.createObjectStore('models');
    },
  );

  return {
    async list() {
      const records = await (await open()).getAll('projects');
      return records.map(summaryOf).toSorted((a, b) => b.changedMs - a.changedMs);
    },

    async claim(projectId, writer) {
      const transaction = (await open()).transaction('projects', 'readwrite');
      const record = await transaction.store.get(projectId);
      if (!record) throw new ProjectMissingError();
      await Promise.all([transaction.store.put({ ...record, writer }), transaction.done]);
    },

    async load(projectId) {
      const transaction = (await open()).transaction(WITHOUT_COPIES, 'readonly');
      const parts = partsOf(projectId);
      const [record, images, history, folders, sourceKeys, sources] = await Promise.all([
        transaction.objectStore('projects').get(projectId),
        transaction.objectStore('images').getAll(parts),
        transaction.objectStore('history').getAll(parts),
        transaction.objectStore('folders').getAll(parts),
        transaction.objectStore('sources').getAllKeys(parts),
        transaction.objectStore('sources').getAll(parts),
        transaction.done,
      ]);
      if (!record) throw new ProjectMissingError();
      return storedProject(record, images, history, folders, sourceKeys, sources);
    },

    async write({ record, isNew, images, history, folders }, writer) {
      const { id } = record;
      // Strict: the browser answers when the disk has it, not when it plans to.
      const transaction = (await open()).transaction(DOCUMENT, 'readwrite', {
        durability: 'strict',
      });
      const projects = transaction.objectStore('projects');
      const standing = await projects.get(id);
      if (standing || !isNew) checkWriter(standing, writer);
      await allOrNothing(transaction, function* () {
        yield projects.put({ ...record, writer });
        const pictures = transaction.objectStore('images');
        for (const [imageId, image] of images) {
          yield image ? pictures.put(image, [id, imageId]) : pictures.delete([id, imageId]);
        }
        const entries = transaction.objectStore('history');
        if (history) yield entries.delete(IDBKeyRange.bound([id, history.from], [id, []]));
        for (const [i, entry] of (history?.entries ?? []).entries()) {
          yield entries.put(entry, [id, (history?.from ?? 0) + i]);
        }
        for (const folder of folders) {
          yield transaction.objectStore('folders').put(folder, [id, folder.id]);
        }
      });
    },

    async writeSources(projectId, sources, writer) {
      const transaction = (await open()).transaction(PICTURE_FILES, 'readwrite');
      checkWriter(await transaction.objectStore('projects').get(projectId), writer);
      await allOrNothing(transaction, function* () {
        for (const [imageId, source] of sources) {
          const key: [string, string] = [projectId, imageId];
          const isCopy = source.kind === 'copy';
          if (isCopy) yield transaction.objectStore('copies').put(source.file, key);
          yield transaction.objectStore('sources').put(isCopy ? { kind: 'copy' } : source, key);
        }
      });
    },

    async dropSources(projectId, imageIds, writer) {
      const transaction = (await open()).transaction(PICTURE_FILES, 'readwrite');
      checkWriter(await transaction.objectStore('projects').get(projectId), writer);
      const requests = imageIds.flatMap((imageId) =>
        (['sources', 'copies'] as const).map((part) =>
          transaction.objectStore(part).delete([projectId, imageId]),
        ),
      );
      await Promise.all([...requests, transaction.done]);
    },

    async copy(projectId, imageId) {
      return (await (await open()).get('copies', [projectId, imageId])) ?? null;
    },

    async model(projectId) {
      const record = await (await open()).get('models', projectId);
      return isKeptModel(record) ? record : null;
    },

    async keepModel(projectId, model) {
      const transaction = (await open()).transaction(['projects', 'models'], 'readwrite', {
        durability: 'strict',
      });
      // A project that another tab deleted must not leave a model behind.
      const standing = await transaction.objectStore('projects').getKey(projectId);
      if (standing === undefined) throw new ProjectMissingError();
      await allOrNothing(transaction, function* () {
        yield transaction.objectStore('models').put(model, projectId);
      });
    },

    async rename(projectId, newName) {
      const transaction = (await open()).transaction('projects', 'readwrite');
      const record = await transaction.store.get(projectId);
      if (!record) throw new ProjectMissingError();
      const renamed = { ...record, name: newName, summary: { ...record.summary, name: newName } };
      await Promise.all([transaction.store.put(renamed), transaction.done]);
    },

    async remove(projectId) {
      const transaction = (await open()).transaction(ALL, 'readwrite');
      await Promise.all([
        transaction.objectStore('projects').delete(projectId),
        transaction.objectStore('models').delete(projectId),
        ...PARTS.map((part) => transaction.objectStore(part).delete(partsOf(projectId))),
        transaction.done,
      ]);
    },
  };
}

/**
 * Does requests in one transaction. A value that cannot be stored throws where it is put, and would
 * let all that was put before it stand: then the transaction is ended by us.
 */
async function allOrNothing(
  transaction: { readonly done: Promise<void>; abort(): void },
  requests: () => Iterable<Promise<unknown>>,
): Promise<void> {
  const pending: Promise<unknown>[] = [transaction.done];
  try {
    for (const request of requests()) pending.push(request);
  } catch (error) {
    transaction.abort();
    await Promise.allSettled(pending);
    throw error;
  }
  await Promise.all(pending);
}

/** What the list says of a project; a damaged record is listed too and takes no other one down. */
function summaryOf({ id, name, summary }: ProjectRecord): ProjectSummary {
  const known: Partial<ProjectSummary> | undefined = summary;
  const count = (value: unknown): number => (Number.isFinite(value) ? Number(value) : 0);
  return {
    id,
    name: [known?.name, name].find((one) => typeof one === 'string') ?? 'Damaged project',
    createdMs: count(known?.createdMs),
    changedMs: count(known?.changedMs),
    images: count(known?.images),
    verified: count(known?.verified),
    boxes: count(known?.boxes),
  };
}

function checkWriter(standing: ProjectRecord | undefined, writer: string): void {
  if (!standing) throw new ProjectMissingError();
  if (standing.writer !== writer) throw new WriterLostError();
}

function storedProject(
  record: ProjectRecord,
  images: readonly ProjectImage[],
  history: readonly HistoryEntry[],
  folders: readonly ProjectFolder[],
  sourceKeys: readonly (readonly [string, string])[],
  sources: readonly StoredSource[],
): StoredProject {
  const { id, name, createdMs, classes, settings, imageIds } = record;
  const byId = new Map(images.map((image) => [image.id, image]));
  return {
    project: {
      id,
      name,
      createdMs,
      classes,
      settings,
      images: imageIds.flatMap((imageId) => byId.get(imageId) ?? []),
    },
    history: history.map((entry) => ({ ...entry, gesture: null })),
    historyPosition: record.historyPosition,
    folders,
    sources: new Map(
      sourceKeys.flatMap(([, imageId], i) => {
        const source = sources[i];
        return source ? [[imageId, source]] : [];
      }),
    ),
  };
}
