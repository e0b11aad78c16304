import type { IconName } from './icons/Icon.tsx';

export type ScreenName = 'live' | 'air' | 'textbook' | 'annotate';

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

/** The screen that a location hash names (`#textbook`); anything else is the first screen. */
export function screenOfHash(hash: string): ScreenName {
  return SCREENS.find(({ name }) => `#${name}` === hash)?.name ?? 'live';
}
