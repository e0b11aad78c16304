import type { ImportReport } from '../../../formats/annotation/importReport.ts';
import { readArchive } from '../../../formats/archive/readArchive.ts';
import type { ListedFile } from './folderListing.ts';

/** The files in a zip as those of a folder: each is unpacked when it is opened. */
export async function listArchive(
  archive: File,
): Promise<{ readonly files: readonly ListedFile[]; readonly report: ImportReport }> {
  const { entries, report } = await readArchive(archive, archive.name);
  const inside = sharedFolder(entries.map(({ path }) => path));
  const files = entries.map(({ path, read }) => ({
    path: path.slice(inside),
    open: async () => new File([await read()], path.slice(path.lastIndexOf('/') + 1)),
  }));
  return { files, report };
}

/** Length of the one folder that everything lies in: whoever zips a folder has it in all paths. */
function sharedFolder(paths: readonly string[]): number {
  const first = paths[0];
  const length = first === undefined ? 0 : first.indexOf('/') + 1;
  const shared =
    length > 0 && paths.every((path) => path.startsWith(first?.slice(0, length) ?? ''));
  return shared && first?.slice(0, length) !== 'images/' ? length : 0;
}
