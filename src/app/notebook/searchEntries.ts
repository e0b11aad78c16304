import { type EntrySummary, titleOf } from './entry.ts';

/** Entries that hold all words of the query, in name or text; letters count without case and accents. */
export function searchEntries(
  entries: readonly EntrySummary[],
  query: string,
): readonly EntrySummary[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const all = plain(`${titleOf(entry)}\n${entry.text}`);
    return words.every((word) => all.includes(word));
  });
}

/** The row of a text that a query is found in, else its first rows, for a list. */
export function excerptOf(text: string, query: string): string {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  const words = plain(query).split(/\s+/).filter(Boolean);
  const hit = rows.findIndex((row) => words.some((word) => plain(row).includes(word)));
  const from = words.length > 0 && hit > 0 ? hit : 1;
  return rows.slice(from, from + 3).join(' · ');
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
