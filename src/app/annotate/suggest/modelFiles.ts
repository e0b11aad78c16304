import type { CustomModelFile } from '../../../reading/models/customModel.ts';
import { listArchive } from '../project/archiveListing.ts';

/** The files of a model as they were chosen: by themselves, or in one zip. */
export async function modelFilesOf(files: readonly File[]): Promise<readonly CustomModelFile[]> {
  const archive = files.find(({ name }) => /\.zip$/i.test(name));
  const chosen = archive
    ? await Promise.all((await listArchive(archive)).files.map(({ open }) => open()))
    : files;
  return Promise.all(
    chosen.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}
