import type { ErrorReport } from '../../reading/errors.ts';
import type { TextbookPage } from '../../reading/results.ts';

/** How far one photo is. */
export type PhotoState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'read'; readonly page: TextbookPage }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'cancelled' };

/** A small picture of a photo; its size in px. */
export interface Thumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** What a person wrote over what was read; a missing key is as it was read. */
export interface PageEdit {
  readonly chapter?: string;
  readonly title?: string;
}

export interface Photo {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  /** `pending` until made; null where the file gives none. */
  readonly thumbnail: Thumbnail | null | 'pending';
  readonly state: PhotoState;
  readonly edit: PageEdit;
}

/** Photos in the order they came; one is read at a time. */
export interface PageQueue {
  readonly photos: readonly Photo[];
  readonly nextId: number;
}

export type QueueAction =
  | { readonly type: 'add'; readonly files: readonly { name: string; file: Blob }[] }
  | { readonly type: 'thumbnail'; readonly id: number; readonly thumbnail: Thumbnail | null }
  | { readonly type: 'start'; readonly id: number }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'read'; readonly id: number; readonly page: TextbookPage }
  | { readonly type: 'fail'; readonly id: number; readonly error: ErrorReport }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'cancel-all' }
  | { readonly type: 'retry'; readonly id: number }
  | { readonly type: 'edit'; readonly id: number; readonly edit: PageEdit }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'clear' }
  /** Photos of an earlier visit take the place of all others; those without a page are read. */
  | { readonly type: 'recall'; readonly photos: readonly RecalledPhoto[] };

export interface RecalledPhoto {
  readonly name: string;
  readonly file: Blob;
  readonly page: TextbookPage | null;
  readonly edit: PageEdit;
}

export const EMPTY_QUEUE: PageQueue = { photos: [], nextId: 1 };

export function queueReducer(queue: PageQueue, action: QueueAction): PageQueue {
  switch (action.type) {
    case 'add':
      return {
        nextId: queue.nextId + action.files.length,
        photos: [
          ...queue.photos,
          ...action.files.map(
            ({ name, file }, index): Photo => ({
              id: queue.nextId + index,
              name,
              file,
              thumbnail: 'pending',
              state: { kind: 'waiting' },
              edit: {},
            }),
          ),
        ],
      };
    case 'thumbnail':
      return changed(queue, action.id, () => ({ thumbnail: action.thumbnail }));
    case 'start':
      return changed(queue, action.id, () => ({ state: { kind: 'reading', done: 0, total: 0 } }));
    case 'progress':
      return whileReading(queue, action.id, {
        kind: 'reading',
        done: action.done,
        total: action.total,
      });
    case 'read':
      return whileReading(queue, action.id, { kind: 'read', page: action.page });
    case 'fail':
      return whileReading(queue, action.id, { kind: 'failed', error: action.error });
    case 'cancel':
      return changed(queue, action.id, cancelled);
    case 'cancel-all':
      return { ...queue, photos: queue.photos.map((photo) => ({ ...photo, ...cancelled(photo) })) };
    case 'retry':
      return changed(queue, action.id, () => ({ state: { kind: 'waiting' } }));
    case 'edit':
      return changed(queue, action.id, ({ edit }) => ({ edit: { ...edit, ...action.edit } }));
    case 'remove':
      return { ...queue, photos: queue.photos.filter(({ id }) => id !== action.id) };
    case 'clear':
      return { ...queue, photos: [] };
    case 'recall':
      return {
        nextId: queue.nextId + action.photos.length,
        photos: action.photos.map(({ name, file, page, edit }, index) => ({
          ...{ id: queue.nextId + index, name, file, thumbnail: 'pending', edit },
          state: page ? { kind: 'read', page } : { kind: 'waiting' },
        })),
      };
  }
}

function changed(
  queue: PageQueue,
  id: number,
  change: (photo: Photo) => Partial<Photo>,
): PageQueue {
  return {
    ...queue,
    photos: queue.photos.map((photo) => (photo.id === id ? { ...photo, ...change(photo) } : photo)),
  };
}

/** An answer that comes after its photo was cancelled or removed changes nothing. */
function whileReading(queue: PageQueue, id: number, state: PhotoState): PageQueue {
  return changed(queue, id, (photo) => (photo.state.kind === 'reading' ? { state } : {}));
}

function cancelled({ state }: Photo): Partial<Photo> {
  const open = state.kind === 'waiting' || state.kind === 'reading';
  return open ? { state: { kind: 'cancelled' } } : {};
}

/** The photo to read next; null while one is being read or none waits. */
export function nextPhoto({ photos }: PageQueue): Photo | null {
  if (photos.some(({ state }) => state.kind === 'reading')) return null;
  return photos.find(({ state }) => state.kind === 'waiting') ?? null;
}

export interface QueueCounts {
  readonly all: number;
  /** Photos that nothing more will happen to by itself. */
  readonly settled: number;
  readonly openers: number;
  readonly bodies: number;
  readonly failed: number;
  /** Read pages that a person should look at and has not corrected. */
  readonly unsure: number;
}

/** Whether a person should look at a photo's page, and has not corrected it. */
export function needsCheck({ state, edit }: Photo): boolean {
  const isEdited = edit.chapter !== undefined || edit.title !== undefined;
  return state.kind === 'read' && state.page.needsCheck && !isEdited;
}

export function countsOf({ photos }: PageQueue): QueueCounts {
  const count = (test: (state: PhotoState) => boolean): number =>
    photos.filter(({ state }) => test(state)).length;
  return {
    all: photos.length,
    settled: count(({ kind }) => kind !== 'waiting' && kind !== 'reading'),
    openers: count((state) => state.kind === 'read' && state.page.kind === 'opener'),
    bodies: count((state) => state.kind === 'read' && state.page.kind === 'body'),
    failed: count(({ kind }) => kind === 'failed'),
    unsure: photos.filter(needsCheck).length,
  };
}
