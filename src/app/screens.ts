import type { IconName } from './icons/Icon.tsx';

export type ScreenName = 'live' | 'air' | 'textbook' | 'annotate' | 'notebook';

/** The screens of the page, in the order of the bar. */
export const SCREENS: readonly {
  readonly name: ScreenName;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { name: 'live', label: 'Live', icon: 'lens' },
  { name: 'air', label: 'Air', icon: 'air' },
  { name: 'textbook', label: 'Textbook', icon: 'book' },
  { name: 'annotate', label: 'Annotate', icon: 'annotate' },
];

/** What all of them keep; it is reached from the bar's tools. */
export const NOTEBOOK = { name: 'notebook', label: 'Notebook', icon: 'notebook' } as const;

/** The screen that a location hash names (`#textbook`); anything else is the first screen. */
export function screenOfHash(hash: string): ScreenName {
  return [...SCREENS, NOTEBOOK].find(({ name }) => `#${name}` === hash)?.name ?? 'live';
}
