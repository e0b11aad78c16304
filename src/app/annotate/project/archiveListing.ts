import type { ImportReport } from '../../../formats/annotation/importReport.ts';
import { openArchive } from '../../../worker/page/openArchive.ts';
import type { ListedFile } from './folderListing.ts';

export interface ListedArchive {
  readonly files: readonly ListedFile[];
  readonly report: ImportReport;
  /** Lets go of it: no file can be opened any more. */
  readonly close: () => void;
}

/** The files in a zip as those of a folder: each is unpacked, beside the page, when it is opened. */
export async function listArchive(archive: File): Promise<ListedArchive> {
  const { entries, report, close } = await openArchive(archive, archive.name);
  const inside = sharedFolder(entries.map(({ path }) => path));
  const files = entries.map(({ path, read }) => ({
    path: path.slice(inside),
    open: async () => new File([await read()], path.slice(path.lastIndexOf('/') + 1)),
  }));
  return { files, report, close };
}

/** Length of the one folder that everything lies in: whoever zips a folder has it in all paths. */
function sharedFolder(paths: readonly string[]): number {
  const first = paths[0];
  const length = first === undefined ? 0 : first.indexOf('/') + 1;
  const shared =
    length > 0 && paths.every((path) => path.startsWith(first?.slice(0, length) ?? ''));
  return shared && first?.slice(0, length) !== 'images/' ? length : 0;
}
