/** Pages as a person writes them, such as `1-20, 35`. */
const RANGE = /^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$/;

/**
 * Numbers of pages out of what a person wrote, rising, each once.
 * @returns null where that names no pages of a file with `total` pages
 */
export function pageRanges(written: string, total: number): readonly number[] | null {
  const pages = new Set<number>();
  for (const part of written.split(/[,;]/).map((one) => one.trim())) {
    if (part === '') continue;
    const [, first, last = first] = RANGE.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && from <= to && to <= total)) return null;
    for (let page = from; page <= to; page++) pages.add(page);
  }
  return pages.size > 0 ? [...pages].sort((a, b) => a - b) : null;
}
