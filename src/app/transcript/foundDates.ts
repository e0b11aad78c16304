import type { Chrono, ParsedResult } from 'chrono-node/en';
import type { CalendarEvent } from '../../formats/calendarEvent.ts';
import type { Language } from '../../reading/recognizer/languages.ts';

/** A date in a text, as an event called by the line that it stands in. */
export interface FoundDate extends CalendarEvent {
  /** As it stands in the text. */
  readonly text: string;
}

/** Each is fetched when a text may hold its dates. */
const PARSERS: Readonly<Partial<Record<Language, () => Promise<Pick<Chrono, 'parse'>>>>> = {
  eng: async () => (await import('chrono-node/en')).casual,
  fra: async () => (await import('chrono-node/fr')).casual,
  deu: async () => (await import('chrono-node/de')).casual,
  spa: async () => (await import('chrono-node/es')).casual,
};
/** `2026-11-30`, or with the name of a month: figures alone stand in another order elsewhere. */
const CLEAR_IN_ENGLISH = /\p{L}{3}|^\d{4}-/u;
/** How the parser marks what counts from today. */
const FROM_TODAY = /^(casualReference|result\/relativeDate)/;
/** `sun` and `sat` are words, `last Friday` is over. */
const DAY_OF_WEEK = /^(?!.*\blast\b).*\p{L}{5}/iu;

/**
 * Dates in a text, each once, in their order: days of a month or of the week, the next one where the
 * year is left out. What counts from today (`tomorrow`) says little on paper and is left alone.
 */
export async function foundDates(
  text: string,
  languages: readonly Language[],
  now: Date,
): Promise<readonly FoundDate[]> {
  const found = new Map<number, FoundDate>();
  for (const language of languages) {
    const parser = await PARSERS[language]?.();
    for (const line of parser ? text.split('\n') : []) {
      for (const one of parser?.parse(line, now, { forwardDate: true }) ?? []) {
        const { text: own, start } = one;
        if (!isDay(one, language)) continue;
        const date = start.date();
        const hasTime = start.isCertain('hour');
        found.set(date.getTime(), { text: own, title: line.trim(), start: date, hasTime });
      }
    }
  }
  const all = [...found.values()];
  return all.sort((a, b) => text.indexOf(a.text) - text.indexOf(b.text));
}

function isDay(found: ParsedResult, language: Language): boolean {
  const { text, start } = found;
  if ([...found.tags()].some((tag) => FROM_TODAY.test(tag))) return false;
  if (start.isCertain('weekday') && !start.isCertain('day')) return DAY_OF_WEEK.test(text);
  const isNamed = start.isCertain('day') && start.isCertain('month') && /\d/.test(text);
  return isNamed && (language !== 'eng' || CLEAR_IN_ENGLISH.test(text));
}
