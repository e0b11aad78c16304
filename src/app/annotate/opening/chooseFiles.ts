interface Choosing {
  /** As the `accept` of a file input; everything where it is left out. */
  readonly accept?: string;
  /** A whole folder, for browsers that cannot hand over the folder itself. */
  readonly folder?: boolean;
}

/** Opens the browser's chooser; gives no files where it was closed. Only inside a click or key press. */
export function chooseFiles({ accept, folder = false }: Choosing): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  if (accept !== undefined) input.accept = accept;
  if (folder) input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(Array.from(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

type FolderMode = 'read' | 'readwrite';

interface FolderPicker {
  showDirectoryPicker(options: {
    mode: FolderMode;
    id: string;
  }): Promise<FileSystemDirectoryHandle>;
}

function folderPicker(): FolderPicker | null {
  return 'showDirectoryPicker' in window ? (window as unknown as FolderPicker) : null;
}

/** True where the browser can hand over a folder to read from and write into. */
export function canChooseFolder(): boolean {
  return folderPicker() !== null;
}

/**
 * Asks for a folder on the disk; null where the person closed the chooser.
 * @throws where the browser forbids the folder
 */
export async function chooseFolder(mode: FolderMode): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await folderPicker()?.showDirectoryPicker({ mode, id: 'handlens-annotate' })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
