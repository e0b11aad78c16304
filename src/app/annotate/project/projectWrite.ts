import type { Unwritten } from '../../storage/documentSaver.ts';
import type { Project } from './project.ts';
import type { ProjectWrite } from './projectDatabase.ts';
import type { UnsavedSession } from './sessionSaver.ts';
import type { ProjectSummary } from './sessionState.ts';

/** What is to be written so that storage holds the project as it is now. */
export function projectWrite(
  { project, history, changedMs, isNew, folders }: UnsavedSession,
  { partIds, historyFrom }: Unwritten,
): ProjectWrite {
  const { images, ...head } = project;
  const byId = new Map(images.map((image) => [image.id, image]));
  return {
    record: {
      ...head,
      imageIds: images.map(({ id }) => id),
      summary: summaryOf(project, changedMs),
      historyPosition: history.position,
    },
    isNew,
    images: new Map([...partIds].map((imageId) => [imageId, byId.get(imageId) ?? null])),
    history:
      historyFrom === null
        ? null
        : { from: historyFrom, entries: history.entries.slice(historyFrom) },
    folders,
  };
}

function summaryOf({ id, name, createdMs, images }: Project, changedMs: number): ProjectSummary {
  return {
    id,
    name,
    createdMs,
    changedMs,
    images: images.length,
    verified: images.filter(({ verified }) => verified).length,
    boxes: images.reduce((count, { boxes }) => count + boxes.length, 0),
  };
}
