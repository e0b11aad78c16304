import type { FormRow } from '../../../reading/fields/form.ts';
import type { KeptText } from '../../notebook/entry.ts';
import type { DocumentPage, DrawnForm, PageError, Progress, Purpose } from './page.ts';
import { hasPicture, knownOf, PURPOSES } from './page.ts';
import type { IncomingPage, PageAction } from './pageAction.ts';
import { correctedText, recalledText, textSoFar } from './pageText.ts';
import { type UndoStep, undone, withUndo } from './undoSteps.ts';

/** Pages in their order. */
export interface PageList {
  readonly pages: readonly DocumentPage[];
  readonly nextId: number;
  /** What the person looks at them for. */
  readonly purpose: Purpose;
  /** What pages are read for fields by; null where none was drawn. */
  readonly form: DrawnForm | null;
  /** The form that the pages were read by last: where it comes back unchanged, so do their rows. */
  readonly readBy: DrawnForm | null;
  /** Nothing is read until they go on. */
  readonly isPaused: boolean;
  /** The newest last. */
  readonly undo: readonly UndoStep[];
}

export const EMPTY_LIST: PageList = {
  pages: [],
  nextId: 1,
  purpose: 'text',
  form: null,
  readBy: null,
  isPaused: false,
  undo: [],
};

const IDLE = { kind: 'idle' } as const;
const WAITING = { kind: 'waiting', soFar: null } as const;

export function pageListReducer(list: PageList, action: PageAction): PageList {
  switch (action.type) {
    case 'add': {
      const pages = action.pages.map((page, index) => newPage(page, list.nextId + index, list));
      const nextId = list.nextId + pages.length;
      const at = list.pages.findIndex(({ id }) => id === action.before);
      const place = at < 0 ? list.pages.length : at;
      return { ...list, nextId, pages: list.pages.toSpliced(place, 0, ...pages) };
    }
    case 'refuse':
      return changed(list, action.id, () => refused(action.error));
    case 'drop':
      return { ...list, pages: list.pages.filter(({ id }) => id !== action.id) };
    case 'thumbnail':
      return changed(list, action.id, () => ({ thumbnail: action.thumbnail }));
    case 'purpose':
      return {
        ...list,
        purpose: action.purpose,
        pages: list.pages.map((page) => wanted(page, { ...list, purpose: action.purpose })),
      };
    case 'start':
      return changed(list, action.id, (page) => ({
        [action.purpose]: {
          ...{ kind: 'reading', done: 0, total: 0 },
          soFar: knownOf<unknown>(page[action.purpose]),
        },
      }));
    case 'progress':
      return whileReading(list, action, (before) => ({
        ...{ ...before, done: action.done, total: action.total },
      }));
    case 'lines': {
      const { id, soFar } = action;
      const done = soFar.lines.filter(({ reading }) => reading !== null).length;
      return changed(list, id, ({ text }) =>
        text.kind === 'reading'
          ? {
              text: {
                ...{ kind: 'reading', done, total: soFar.lines.length },
                soFar: textSoFar(id, text.soFar, soFar),
              },
            }
          : {},
      );
    }
    case 'read':
      return changed(list, action.id, (page) => readPage(page, action));
    case 'fail':
      return whileReading(list, action, () => ({ kind: 'failed', error: action.error }));
    case 'wait':
      return whileReading(list, action, (before) => ({
        ...{ kind: 'waiting', soFar: knownOf(before) },
      }));
    case 'pause':
      return { ...list, isPaused: true, pages: list.pages.map(resting) };
    case 'go-on':
      return { ...list, isPaused: false };
    case 'cancel':
      return changed(list, action.id, cancelled);
    case 'cancel-all':
      return {
        ...list,
        isPaused: false,
        pages: list.pages.map((page) => ({ ...page, ...cancelled(page) })),
      };
    case 'retry':
      return changed(list, action.id, (page) =>
        hasPicture(page)
          ? { [list.purpose]: { kind: 'waiting', soFar: knownOf<unknown>(page[list.purpose]) } }
          : {},
      );
    case 'edit':
      return changed(list, action.id, ({ edit }) => ({ edit: { ...edit, ...action.edit } }));
    case 'correct':
      return changed(list, action.id, ({ text }) => ({
        text: mapKnown(text, (known) => correctedText(known, action.word, action.text)),
      }));
    case 'form': {
      const { form } = action;
      const readBy = form?.isDone ? form : list.readBy;
      const isSame = readBy !== null && list.readBy !== null && readsAlike(readBy, list.readBy);
      const pages = list.pages.map((page) => ({ ...page, ...readAnew(page, form, isSame) }));
      return { ...list, form, readBy, pages };
    }
    case 'drop-field': {
      const { form } = list;
      const field = form?.fields[action.index];
      if (!form || !field) return list;
      const fields = form.fields.toSpliced(action.index, 1);
      return withUndo(
        { ...list, form: { ...form, fields } },
        { kind: 'field', form, name: field.name },
      );
    }
    case 'value':
      return changed(list, action.id, ({ fields }) => ({
        fields: mapKnown(fields, (row) => corrected(row, action.index, action.text)),
      }));
    case 'remove': {
      const index = list.pages.findIndex(({ id }) => id === action.id);
      const page = list.pages[index];
      if (!page) return list;
      const pages = list.pages.toSpliced(index, 1);
      return withUndo({ ...list, pages }, { kind: 'removed', page: resting(page), index });
    }
    case 'move': {
      const from = list.pages.findIndex(({ id }) => id === action.id);
      const page = list.pages[from];
      const to = Math.max(0, Math.min(action.to, list.pages.length - 1));
      if (!page || to === from) return list;
      const pages = list.pages.toSpliced(from, 1).toSpliced(to, 0, page);
      return withUndo({ ...list, pages }, { kind: 'moved', id: action.id, name: page.name, from });
    }
    case 'picture': {
      const before = list.pages.find(({ id }) => id === action.id);
      if (!before) return list;
      const after = changed(list, action.id, () => ({
        ...{ file: action.file, own: undefined },
        ...fresh(list),
      }));
      return withUndo(after, { kind: 'picture', page: resting(before) });
    }
    case 'undo':
      return undone(list);
    case 'clear':
      return { ...list, pages: [], undo: [], isPaused: false };
    case 'recall': {
      const purpose = action.purpose ?? list.purpose;
      const recalled = { purpose, form: action.form };
      const pages = action.pages.map(({ name, file, text, chapters, fields, edit }, index) =>
        wanted(
          {
            ...{ id: list.nextId + index, name, file, thumbnail: 'pending', edit },
            text: text ? textOfVisit(list.nextId + index, text) : IDLE,
            chapters: chapters ? { kind: 'read', reading: chapters } : IDLE,
            fields: fields ? { kind: 'read', reading: fields } : IDLE,
          },
          recalled,
        ),
      );
      // A pause is over where nothing is left to read.
      const isPaused = action.isPaused && pages.some((page) => page[purpose].kind === 'waiting');
      const readBy = action.form;
      return { pages, ...recalled, readBy, isPaused, undo: [], nextId: list.nextId + pages.length };
    }
  }
}

function newPage(
  { name, file, error, own }: IncomingPage,
  id: number,
  list: Wanting,
): DocumentPage {
  const state = error ? refused(error) : fresh(list);
  const page = { id, name, file, edit: {}, ...state, own };
  if (!own || own.pictures.length > 0) return page;
  return { ...page, text: { kind: 'read', reading: textSoFar(id, null, own.reading) } };
}

/** A text of an earlier visit; one that was not whole is read on, with what was corrected. */
function textOfVisit(id: number, text: KeptText): DocumentPage['text'] {
  const reading = recalledText(id, text);
  return text.isPart ? { kind: 'waiting', soFar: reading } : { kind: 'read', reading };
}

/** A page whose picture nothing is known of yet. */
function fresh(list: Wanting): Pick<DocumentPage, 'thumbnail' | Purpose> {
  const none = { text: IDLE, chapters: IDLE, fields: IDLE };
  return { thumbnail: 'pending', ...none, ...(isWanted(list) ? { [list.purpose]: WAITING } : {}) };
}

/** What is wanted of pages. */
type Wanting = Pick<PageList, 'purpose' | 'form'>;

/** Whether pages can be read for what they are looked at: fields need a form. */
function isWanted({ purpose, form }: Wanting): boolean {
  return purpose !== 'fields' || form?.isDone === true;
}

/** While a form is drawn on, nothing is read by it; once it is done and another, everything is. */
function readAnew(
  page: DocumentPage,
  form: DrawnForm | null,
  isSame: boolean,
): Pick<DocumentPage, 'fields'> {
  const { fields, thumbnail } = page;
  if (!hasPicture(page) || thumbnail === null) return { fields };
  if (form === null) return { fields: IDLE };
  const isKept = fields.kind === 'read' && (isSame || !form.isDone);
  return { fields: isKept ? fields : form.isDone ? WAITING : IDLE };
}

function readsAlike(a: DrawnForm, b: DrawnForm): boolean {
  return a.sample === b.sample && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}

/** A row with what a person wrote: of that they are sure. */
function corrected(row: FormRow, index: number, text: string): FormRow {
  const value = row.values[index];
  if (!value) return row;
  return { ...row, values: row.values.with(index, { ...value, text, confidence: 1, sure: true }) };
}

function refused(error: PageError): Pick<DocumentPage, 'thumbnail' | Purpose> {
  const failed = { kind: 'failed', error } as const;
  return { thumbnail: null, text: failed, chapters: failed, fields: failed };
}

function wanted(page: DocumentPage, list: Wanting): DocumentPage {
  const { purpose } = list;
  return page[purpose].kind === 'idle' && isWanted(list) ? { ...page, [purpose]: WAITING } : page;
}

function changed(
  list: PageList,
  id: number,
  change: (page: DocumentPage) => Partial<DocumentPage>,
): PageList {
  return {
    ...list,
    pages: list.pages.map((page) => (page.id === id ? { ...page, ...change(page) } : page)),
  };
}

/** An answer that comes after its page was cancelled or removed changes nothing. */
function whileReading(
  list: PageList,
  { id, purpose }: { readonly id: number; readonly purpose: Purpose },
  change: (before: Progress<unknown>) => Progress<unknown>,
): PageList {
  return changed(list, id, (page) =>
    page[purpose].kind === 'reading' ? { [purpose]: change(page[purpose]) } : {},
  );
}

function readPage(
  { id, text, chapters, fields }: DocumentPage,
  answer: Extract<PageAction, { readonly type: 'read' }>,
): Partial<DocumentPage> {
  if (answer.purpose === 'chapters') {
    return chapters.kind === 'reading'
      ? { chapters: { kind: 'read', reading: answer.reading } }
      : {};
  }
  if (answer.purpose === 'fields') {
    return fields.kind === 'reading' ? { fields: { kind: 'read', reading: answer.reading } } : {};
  }
  // What was corrected meanwhile stays.
  return text.kind === 'reading'
    ? { text: { kind: 'read', reading: textSoFar(id, text.soFar, answer.reading) } }
    : {};
}

function mapKnown<Reading>(
  progress: Progress<Reading>,
  map: (reading: Reading) => Reading,
): Progress<Reading> {
  if (progress.kind === 'read') return { ...progress, reading: map(progress.reading) };
  if (progress.kind === 'idle' || progress.kind === 'failed') return progress;
  return { ...progress, soFar: progress.soFar && map(progress.soFar) };
}

/** The page with nothing being read of it: what is known so far stays. */
function resting(page: DocumentPage): DocumentPage {
  const rest = <Reading>(progress: Progress<Reading>): Progress<Reading> =>
    progress.kind === 'reading' ? { kind: 'waiting', soFar: progress.soFar } : progress;
  const { text, chapters, fields } = page;
  return { ...page, text: rest(text), chapters: rest(chapters), fields: rest(fields) };
}

function cancelled({ text, chapters, fields }: DocumentPage): Partial<DocumentPage> {
  const end = <Reading>(progress: Progress<Reading>): Progress<Reading> =>
    progress.kind === 'waiting' || progress.kind === 'reading'
      ? { kind: 'cancelled', soFar: progress.soFar }
      : progress;
  return { text: end(text), chapters: end(chapters), fields: end(fields) };
}

/**
 * What is read next, the page that is looked at first.
 * @param readers how many pages may be read side by side
 * @returns null while so many are being read, or none waits
 */
export function nextReading(
  { pages, purpose, isPaused }: PageList,
  shown: number | null,
  readers = 1,
): { readonly page: DocumentPage; readonly purpose: Purpose } | null {
  const isOf = (kind: Progress<unknown>['kind'], which: Purpose) => (page: DocumentPage) =>
    page[which].kind === kind;
  const order = [purpose, ...PURPOSES.filter((other) => other !== purpose)];
  const busy = order.reduce((sum, which) => sum + pages.filter(isOf('reading', which)).length, 0);
  if (isPaused || busy >= readers) return null;
  for (const which of order) {
    const open = pages.filter(isOf('waiting', which));
    const page = open.find(({ id }) => id === shown) ?? open[0];
    if (page) return { page, purpose: which };
  }
  return null;
}
