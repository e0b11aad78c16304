import type { DocumentPage, DrawnForm } from './page.ts';

/** Something done to the pages that can be taken back. */
export type UndoStep =
  | { readonly kind: 'removed'; readonly page: DocumentPage; readonly index: number }
  | { readonly kind: 'moved'; readonly id: number; readonly name: string; readonly from: number }
  /** Another picture took the place of the page's, which stood as it is here. */
  | { readonly kind: 'picture'; readonly page: DocumentPage }
  /** A field was taken off the form, which was as it is here. */
  | { readonly kind: 'field'; readonly form: DrawnForm; readonly name: string };

interface Undoable {
  readonly pages: readonly DocumentPage[];
  readonly form: DrawnForm | null;
  readonly undo: readonly UndoStep[];
}

/** Steps that are remembered: each may hold a picture. */
const STEPS = 20;

export function withUndo<List extends Undoable>(list: List, step: UndoStep): List {
  return { ...list, undo: [...list.undo, step].slice(-STEPS) };
}

/** The list without the last step; what was read meanwhile stays. */
export function undone<List extends Undoable>(list: List): List {
  const step = list.undo.at(-1);
  if (!step) return list;
  const undo = list.undo.slice(0, -1);
  if (step.kind === 'field') return { ...list, undo, form: step.form };
  return { ...list, undo, pages: pagesBefore(list.pages, step) };
}

function pagesBefore(
  pages: readonly DocumentPage[],
  step: Exclude<UndoStep, { readonly kind: 'field' }>,
): readonly DocumentPage[] {
  switch (step.kind) {
    case 'removed':
      return pages.toSpliced(step.index, 0, { ...step.page, thumbnail: 'pending' });
    case 'moved': {
      const at = pages.findIndex(({ id }) => id === step.id);
      const page = pages[at];
      return page ? pages.toSpliced(at, 1).toSpliced(step.from, 0, page) : pages;
    }
    case 'picture':
      return pages.map((page) =>
        page.id === step.page.id ? { ...step.page, thumbnail: 'pending' } : page,
      );
  }
}

/** What a step did, as a person is told: `“page.jpg” was deleted.` */
export function sayStep(step: UndoStep): string {
  switch (step.kind) {
    case 'removed':
      return `“${step.page.name}” was deleted.`;
    case 'moved':
      return `“${step.name}” was moved.`;
    case 'field':
      return `The field “${step.name}” was deleted.`;
    case 'picture':
      return `The picture of “${step.page.name}” was changed.`;
  }
}
