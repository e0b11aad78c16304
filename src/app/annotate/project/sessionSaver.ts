import { DocumentSaver } from '../../storage/documentSaver.ts';
import type { History } from './history.ts';
import type { PictureSource, ProjectFolder } from './pictureSource.ts';
import type { Project } from './project.ts';
import { projectWrite } from './projectWrite.ts';
import { ProjectMissingError, troubleOf, WriterLostError } from './saveTrouble.ts';
import type { SessionEnvironment } from './sessionEnvironment.ts';

/** A session as it is to be saved. */
export interface UnsavedSession {
  readonly project: Project;
  readonly history: History;
  readonly changedMs: number;
  readonly isNew: boolean;
  readonly folders: readonly ProjectFolder[];
}

export interface SessionSaverOptions {
  readonly environment: SessionEnvironment;
  readonly projectId: string;
  readonly writer: string;
  /** The session at this moment. */
  readonly state: () => UnsavedSession;
  readonly onWritten: (written: UnsavedSession) => void;
  readonly onWriterLost: () => void;
  readonly onState: () => void;
}

/** The saver of one session: what changed goes to the database, and other tabs are told. */
export function createSessionSaver({
  environment: { database, news },
  projectId,
  writer,
  state,
  onWritten,
  onWriterLost,
  onState,
}: SessionSaverOptions): DocumentSaver<PictureSource> {
  return new DocumentSaver<PictureSource>(
    {
      async writeDocument(unwritten) {
        const written = state();
        await database.write(projectWrite(written, unwritten), writer);
        onWritten(written);
        news.tell({ type: 'saved', projectId });
      },
      writeSources: (sources) => database.writeSources(projectId, sources, writer),
      sizeOf: (source) => (source.kind === 'copy' ? source.file.size : 0),
      trouble(error) {
        const final = error instanceof WriterLostError || error instanceof ProjectMissingError;
        if (final) onWriterLost();
        return { trouble: troubleOf(error), final };
      },
    },
    onState,
  );
}
