import type { SheetFace } from './readingSession.ts';

/** What a sheet is called: its file's name, or its place among all sheets. */
export function sheetName(face: SheetFace | undefined, index: number): string {
  return face?.name ?? `Sheet ${index + 1}`;
}
