/** Names that people gave to sheets, by the sheets' numbers. */
export type SheetNames = Readonly<Record<number, string>>;

/** What a sheet is called: as a person named it, else by its place among all sheets. */
export function sheetName(index: number, id: number, names: SheetNames = {}): string {
  return names[id] ?? `Sheet ${index + 1}`;
}
