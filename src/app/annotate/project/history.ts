import {
  applyChange,
  changeBetween,
  invertChange,
  type ProjectChange,
  touchedImages,
} from './change.ts';
import type { Project } from './project.ts';

/** One step of undo. */
export interface HistoryEntry {
  /** What was done, in words: "Move box". */
  readonly label: string;
  readonly change: ProjectChange;
  /** Steps of one gesture are one entry; null closes it. */
  readonly gesture: string | null;
}

/** All that was ever done: entries before `position` are done, those after it were undone. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly position: number;
}

export const EMPTY_HISTORY: History = { entries: [], position: 0 };

/**
 * The history with the step from `before` to `after`; what had been undone can no longer be
 * redone. A step of the gesture under way joins the entry before it.
 */
export function record(
  history: History,
  before: Project,
  after: Project,
  label: string,
  gesture: string | null,
): History {
  const done = history.entries.slice(0, history.position);
  const last = done.at(-1);
  const joins = gesture !== null && last?.gesture === gesture;
  const start = joins ? applyChange(before, invertChange(last.change)) : before;
  const change = changeBetween(start, after);
  if (joins) done.pop();
  if (change) done.push({ label: joins ? last.label : label, change, gesture });
  return { entries: done, position: done.length };
}

/** The project before its last step; null where nothing can be undone. */
export function undo(
  project: Project,
  history: History,
): { readonly project: Project; readonly history: History; readonly entry: HistoryEntry } | null {
  const entry = history.entries[history.position - 1];
  if (!entry) return null;
  return {
    project: applyChange(project, invertChange(entry.change)),
    history: { ...history, position: history.position - 1 },
    entry,
  };
}

/** The project after the step that was undone last; null where nothing can be redone. */
export function redo(
  project: Project,
  history: History,
): { readonly project: Project; readonly history: History; readonly entry: HistoryEntry } | null {
  const entry = history.entries[history.position];
  if (!entry) return null;
  return {
    project: applyChange(project, entry.change),
    history: { ...history, position: history.position + 1 },
    entry,
  };
}

/** Where the entries of two histories begin to differ; null where they are the same. */
export function firstDifference(before: History, after: History): number | null {
  if (before.entries === after.entries) return null;
  const longest = Math.max(before.entries.length, after.entries.length);
  for (let i = 0; i < longest; i++) {
    if (before.entries[i] !== after.entries[i]) return i;
  }
  return null;
}

/** The picture that shows what a step did; null where it is about none. */
export function imageOfStep({ change }: HistoryEntry, project: Project): string | null {
  const touched = touchedImages(change);
  return touched.find((imageId) => project.images.some(({ id }) => id === imageId)) ?? null;
}
