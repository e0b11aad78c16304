import { type ImportReport, joinReports } from '../../../formats/annotation/importReport.ts';
import type { DroppedItems } from '../../files/droppedItems.ts';
import type { TaskTools } from '../desk/useTask.ts';
import { openFiles, openFolder } from '../project/openPictures.ts';
import type { ProjectSession } from '../project/sessionState.ts';

/** What came in and what did not, and the first picture that is new. */
export interface Opening {
  readonly report: ImportReport;
  readonly firstImageId: string | null;
}

/** Nothing can be brought into a project that another tab writes. */
export class ProjectLockedError extends Error {
  override readonly name = 'ProjectLockedError';
  readonly hint = 'Choose “Work here instead” first, or open them in the other tab.';

  constructor() {
    super('Another tab works on this project.');
  }
}

/** Brings files and folders into an open project. @throws ProjectLockedError */
export async function openItems(
  session: ProjectSession,
  { files, folders }: DroppedItems,
  tools: TaskTools,
): Promise<Opening> {
  if (session.getSnapshot().access.kind === 'reader') throw new ProjectLockedError();
  const before = new Set(session.getSnapshot().project.images.map(({ id }) => id));
  const reports: ImportReport[] = [];
  for (const handle of folders) {
    const { project } = session.getSnapshot();
    const { found, report } = await openFolder(handle, { project, ...tools });
    session.add(found);
    reports.push(report);
  }
  const others = await session.relink(files);
  if (others.length > 0) {
    const { project } = session.getSnapshot();
    const { found, report } = await openFiles(others, { project, ...tools });
    session.add(found);
    reports.push(report);
  }
  const added = session.getSnapshot().project.images.filter(({ id }) => !before.has(id));
  const report = joinReports(reports);
  // Pictures without annotations came in too; the report of the formats does not know of them.
  const images = Math.max(report.read.images, added.length);
  return {
    report: { ...report, read: { ...report.read, images } },
    firstImageId: added[0]?.id ?? null,
  };
}

/** A name for the project that these begin: the folder's, or the day's. */
export function projectNameOf({ files, folders }: DroppedItems, now: Date): string {
  const folder = folders[0]?.name ?? files[0]?.webkitRelativePath.split('/')[0];
  if (folder) return folder;
  return `Pictures of ${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(now)}`;
}
