import { decodePicture } from './decodePicture.ts';

/** A small picture; its size in px. */
export interface Thumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Small pictures of those that are on the screen; made one after the other, a bounded number kept. */
export interface Thumbnails {
  readonly subscribe: (listener: () => void) => () => void;
  /** Null where the file gives none, undefined where it is not made yet. */
  readonly get: (imageId: string) => Thumbnail | null | undefined;
  /** Says what is on the screen now; what was wanted before and not begun is dropped. */
  readonly want: (imageIds: readonly string[]) => void;
  readonly close: () => void;
}

export interface ThumbnailOptions {
  readonly make?: (file: Blob) => Promise<Thumbnail>;
  /** Thumbnails kept; those wanted longest ago go first. */
  readonly limit?: number;
}

/** Longest side, px: sharp at 96 px on a dense screen. */
const LONG_SIDE = 192;
const LIMIT = 300;

/** Thumbnails of pictures whose files `file` gives. */
export function createThumbnails(
  file: (imageId: string) => Promise<Blob>,
  { make = makeThumbnail, limit = LIMIT }: ThumbnailOptions = {},
): Thumbnails {
  /** The latest wanted last. */
  const made = new Map<string, Thumbnail | null>();
  const listeners = new Set<() => void>();
  let queue: readonly string[] = [];
  let working = false;
  let closed = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = queue[0]; next !== undefined && !closed; next = queue[0]) {
      const imageId = next;
      queue = queue.slice(1);
      const thumbnail = await file(imageId)
        .then((found) => make(found))
        .catch(() => null);
      if (closed) drop(thumbnail);
      else {
        made.set(imageId, thumbnail);
        shrink();
        for (const listener of listeners) listener();
      }
    }
    working = false;
  }

  function shrink(): void {
    for (const [imageId, thumbnail] of made) {
      if (made.size <= limit) return;
      made.delete(imageId);
      drop(thumbnail);
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: (imageId) => made.get(imageId),
    want(imageIds) {
      for (const imageId of imageIds) {
        const thumbnail = made.get(imageId);
        if (thumbnail === undefined) continue;
        made.delete(imageId);
        made.set(imageId, thumbnail);
      }
      queue = imageIds.filter((imageId) => !made.has(imageId));
      void work();
    },
    close() {
      closed = true;
      for (const thumbnail of made.values()) drop(thumbnail);
      made.clear();
    },
  };
}

function drop(thumbnail: Thumbnail | null): void {
  if (thumbnail) URL.revokeObjectURL(thumbnail.url);
}

/** @throws ReadingError `image-…` */
async function makeThumbnail(file: Blob): Promise<Thumbnail> {
  const { bitmap } = await decodePicture(file, LONG_SIDE);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return { url: URL.createObjectURL(blob), width, height };
}
