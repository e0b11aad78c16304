import type { ReadPage } from '../../../formats/readItems.ts';

/** A book's contents as its photographed openers give them. */
export interface Contents {
  /** Numbered chapters by their numbers, then lettered ones, then those without, as they came. */
  readonly entries: readonly ReadPage[];
  /** Numbers between the least and the greatest that no page has. */
  readonly missing: readonly number[];
  /** Numbers that several pages have. */
  readonly doubled: readonly string[];
}

/** Gaps longer than this are two books, or a misread number, rather than photos that are missing. */
const LONGEST_GAP = 12;

/** The openers among pages, in the order of their chapters. */
export function contentsOf(pages: readonly ReadPage[]): Contents {
  const numbered = pages.flatMap((entry) =>
    entry.page.kind === 'opener' ? [{ entry, number: entry.page.chapter?.number ?? null }] : [],
  );
  const entries = [...numbered].sort((a, b) => rank(a.number) - rank(b.number));
  const values = [...new Set(numbered.map(({ number }) => Number(number ?? Number.NaN)))]
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
  const missing = values.flatMap((value, i) => {
    const next = values[i + 1] ?? value;
    if (next - value > LONGEST_GAP) return [];
    return Array.from({ length: Math.max(0, next - value - 1) }, (_, gap) => value + 1 + gap);
  });
  const counts = new Map<string, number>();
  for (const { number } of numbered) {
    if (number !== null) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const doubled = [...counts].filter(([, count]) => count > 1).map(([number]) => number);
  return { entries: entries.map(({ entry }) => entry), missing, doubled };
}

function rank(number: string | null): number {
  if (number === null) return Number.MAX_SAFE_INTEGER;
  return /^\d+$/.test(number) ? Number(number) : 1000 + (number.codePointAt(0) ?? 0);
}
