import type { AnnotationClass } from '../../../formats/annotation/annotation.ts';
import type { ProjectFile } from '../../../formats/annotation/projectFile.ts';
import type { ImportedAnnotations } from './commands.ts';
import type { ProjectImage } from './project.ts';

/** Where a picture's file lies: a copy in this browser's storage, or in a folder on the disk. */
export type PictureSource =
  | { readonly kind: 'copy'; readonly file: Blob }
  | { readonly kind: 'folder'; readonly folderId: string; readonly path: string };

/** A folder on the disk: of pictures, or one that annotations are saved into. */
export interface ProjectFolder {
  /** Later folders have later ids. */
  readonly id: string;
  readonly handle: FileSystemDirectoryHandle;
  readonly purpose: 'pictures' | 'annotations';
}

/** The one folder that annotations are saved into where they do not lie beside the pictures. */
export const ANNOTATION_FOLDER_ID = 'annotations';

/** Pictures and annotations that were found: one `ProjectSession.add` puts them into a project. */
export interface FoundPictures {
  /** Pictures; one that the project has already only gets the new place of its file. */
  readonly pictures: readonly {
    readonly image: ProjectImage;
    /** Null where the file is missing and may come later. */
    readonly source: PictureSource | null;
  }[];
  /** Classes of the boxes found with them that the project does not have yet. */
  readonly classes: readonly AnnotationClass[];
  /** What annotation files say of pictures that the project has already. */
  readonly annotations: readonly ImportedAnnotations[];
  /** The folder to remember; null where files were copied. */
  readonly folder: ProjectFolder | null;
  /** An exported project that this is: an empty project takes its name and settings. */
  readonly project: ProjectFile | null;
}

/** Why a picture's file cannot be had. */
export type PictureTrouble = 'folder-closed' | 'missing' | 'unreadable';

const SENTENCES: Readonly<Record<PictureTrouble, { message: string; hint: string }>> = {
  'folder-closed': {
    message: 'The browser closed this project’s folder when the page was left.',
    hint: 'Choose “Open folder again”; your boxes are here.',
  },
  missing: {
    message: 'This picture’s file is not where it was.',
    hint: 'Put it back under its old name, or add the file again; its boxes are kept.',
  },
  unreadable: {
    message: 'This picture’s file could not be read.',
    hint: 'Check the disk or card it lies on, then try once more; its boxes are kept.',
  },
};

/** A picture's file could not be had; its boxes are not touched. */
export class PictureSourceError extends Error {
  override readonly name = 'PictureSourceError';
  readonly trouble: PictureTrouble;
  readonly hint: string;

  constructor(trouble: PictureTrouble, cause?: unknown) {
    const { message, hint } = SENTENCES[trouble];
    super(message, cause === undefined ? undefined : { cause });
    this.trouble = trouble;
    this.hint = hint;
  }
}
