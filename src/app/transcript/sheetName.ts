/** What a sheet is called: by its place among all sheets. */
export function sheetName(index: number): string {
  return `Sheet ${index + 1}`;
}
