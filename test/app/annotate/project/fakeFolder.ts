/** A folder on a disk that is not there: files by name, folders in it, and what the browser allows. */
export class FakeFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly children = new Map<string, FakeFolder | FakeFile>();
  permission: PermissionState = 'granted';
  /** Files that were opened so far. */
  opened = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** The folder with files at these paths. */
  static with(name: string, files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>) {
    const root = new FakeFolder(name);
    for (const [path, content] of Object.entries(files)) root.put(path, content);
    return root;
  }

  put(path: string, content: Uint8Array<ArrayBuffer> | string): void {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0) {
      this.children.set(first, new FakeFile(first, new Blob([content]), this));
      return;
    }
    const child = this.children.get(first) ?? new FakeFolder(first);
    this.children.set(first, child);
    if (child instanceof FakeFolder) child.put(rest.join('/'), content);
  }

  async text(path: string): Promise<string> {
    const [first = '', ...rest] = path.split('/');
    const child = this.children.get(first);
    if (child instanceof FakeFolder) return child.text(rest.join('/'));
    return child ? child.blob.text() : Promise.reject(new Error(`There is no ${path}.`));
  }

  async *entries(): AsyncGenerator<[string, FakeFolder | FakeFile]> {
    this.check();
    yield* this.children;
  }

  async getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<FakeFolder> {
    this.check();
    const child = this.children.get(name);
    if (child instanceof FakeFolder) return child;
    if (!options?.create) throw new DOMException('gone', 'NotFoundError');
    const made = new FakeFolder(name);
    this.children.set(name, made);
    return made;
  }

  async getFileHandle(name: string, options?: { create?: boolean }): Promise<FakeFile> {
    this.check();
    const child = this.children.get(name);
    if (child instanceof FakeFile) return child;
    if (!options?.create) throw new DOMException('gone', 'NotFoundError');
    const made = new FakeFile(name, new Blob([]), this);
    this.children.set(name, made);
    return made;
  }

  async queryPermission(): Promise<PermissionState> {
    return this.permission;
  }

  check(): void {
    if (this.permission !== 'granted') throw new DOMException('closed', 'NotAllowedError');
  }

  /** As the browser's own kind of handle. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }
}

export class FakeFile {
  readonly kind = 'file';
  readonly name: string;
  readonly #folder: FakeFolder;
  blob: Blob;

  constructor(name: string, blob: Blob, folder: FakeFolder) {
    this.name = name;
    this.blob = blob;
    this.#folder = folder;
  }

  async getFile(): Promise<File> {
    this.#folder.opened += 1;
    return new File([this.blob], this.name);
  }

  async createWritable() {
    const parts: BlobPart[] = [];
    return {
      write: async (part: BlobPart) => {
        parts.push(part);
      },
      close: async () => {
        this.blob = new Blob(parts);
      },
    };
  }
}

/** The beginning of a PNG file of this size: all that is read before a picture is looked at. */
export function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 13);
  bytes.set([0x49, 0x48, 0x44, 0x52], 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}
