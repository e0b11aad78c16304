import type { LinesSoFar, PictureReading } from '../../../reading/results.ts';
import type { KeptText } from '../../notebook/entry.ts';
import type { WordPlace } from '../../transcript/transcript.ts';
import type {
  DrawnForm,
  OwnText,
  PageEdit,
  PageError,
  Purpose,
  Readings,
  Thumbnail,
} from './page.ts';

/** A page as it comes in; with an error where its file cannot be read. */
export interface IncomingPage {
  readonly name: string;
  readonly file: Blob;
  readonly error?: PageError | undefined;
  /** Its text, where its file says that itself. */
  readonly own?: OwnText | undefined;
}

/** A page of an earlier visit. */
export interface RecalledPage extends IncomingPage {
  readonly text: KeptText | null;
  readonly chapters: Readings['chapters'] | null;
  readonly fields: Readings['fields'] | null;
  readonly edit: PageEdit;
}

/** All that can happen to the pages of a list. */
export type PageAction =
  /** Pages come in at the end, or before another. */
  | {
      readonly type: 'add';
      readonly pages: readonly IncomingPage[];
      readonly before?: number;
    }
  /** A page's file cannot be read, for another reason than before. */
  | { readonly type: 'refuse'; readonly id: number; readonly error: PageError }
  /** A page whose place others have taken goes; there is nothing to take back. */
  | { readonly type: 'drop'; readonly id: number }
  | { readonly type: 'thumbnail'; readonly id: number; readonly thumbnail: Thumbnail | null }
  | { readonly type: 'purpose'; readonly purpose: Purpose }
  | { readonly type: 'start'; readonly id: number; readonly purpose: Purpose }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly purpose: Purpose;
      readonly done: number;
      readonly total: number;
    }
  /** What has been read of a page's text by now. */
  | { readonly type: 'lines'; readonly id: number; readonly soFar: LinesSoFar }
  | {
      readonly type: 'read';
      readonly id: number;
      readonly purpose: 'text';
      readonly reading: PictureReading;
    }
  | {
      readonly type: 'read';
      readonly id: number;
      readonly purpose: 'chapters';
      readonly reading: Readings['chapters'];
    }
  | {
      readonly type: 'read';
      readonly id: number;
      readonly purpose: 'fields';
      readonly reading: Readings['fields'];
    }
  | {
      readonly type: 'fail';
      readonly id: number;
      readonly purpose: Purpose;
      readonly error: PageError;
    }
  /** A reading that broke off begins once more. */
  | { readonly type: 'wait'; readonly id: number; readonly purpose: Purpose }
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'cancel-all' }
  /** Reads a page again for what it is looked at. */
  | { readonly type: 'retry'; readonly id: number }
  | { readonly type: 'edit'; readonly id: number; readonly edit: PageEdit }
  | {
      readonly type: 'correct';
      readonly id: number;
      readonly word: WordPlace;
      readonly text: string;
    }
  /** The form is drawn on; once it is done, all pages are read by it. */
  | { readonly type: 'form'; readonly form: DrawnForm | null }
  /** A field is taken off the form, by its place there. */
  | { readonly type: 'drop-field'; readonly index: number }
  /** What a person wrote into a field of a page, by its place in the row. */
  | {
      readonly type: 'value';
      readonly id: number;
      readonly index: number;
      readonly text: string;
    }
  | { readonly type: 'remove'; readonly id: number }
  /** Puts a page at a place of the list, counted from 0. */
  | { readonly type: 'move'; readonly id: number; readonly to: number }
  /** Another picture takes the page's place: turned, cut or flattened. */
  | { readonly type: 'picture'; readonly id: number; readonly file: Blob }
  | { readonly type: 'undo' }
  | { readonly type: 'clear' }
  /** Pages of an earlier visit take the place of all others; those that were not read are. */
  | {
      readonly type: 'recall';
      readonly purpose: Purpose | null;
      readonly isPaused: boolean;
      readonly form: DrawnForm | null;
      readonly pages: readonly RecalledPage[];
    };
