import type { IconName } from './icons/Icon.tsx';

export type ScreenName = 'live' | 'air' | 'documents' | 'annotate' | 'notebook';

/** The screens of the page, in the order of the bar. */
export const SCREENS: readonly {
  readonly name: ScreenName;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { name: 'live', label: 'Live', icon: 'lens' },
  { name: 'air', label: 'Air', icon: 'air' },
  { name: 'documents', label: 'Documents', icon: 'pages' },
  { name: 'annotate', label: 'Annotate', icon: 'annotate' },
];

/** What all of them keep; it is reached from the bar's tools. */
export const NOTEBOOK = { name: 'notebook', label: 'Notebook', icon: 'notebook' } as const;

/** Whether a screen reads by itself; boxes are drawn and kept texts are looked through without the reader. */
export function readsOn(screen: ScreenName): boolean {
  return screen !== 'annotate' && screen !== NOTEBOOK.name;
}

/** Where pages are looked at for the chapters that they open: the screen of that name of earlier versions. */
export const CHAPTERS_HASH = '#textbook';

/** Where pages are looked at for the fields of a form. */
export const FIELDS_HASH = '#documents/fields';

/** Where the system's shortcut to the pad leads. */
export const PAD_HASH = '#air/pad';

/** The screen that a location hash names (`#documents`); anything else is the first screen. */
export function screenOfHash(hash: string): ScreenName {
  if (hash === CHAPTERS_HASH || hash === FIELDS_HASH) return 'documents';
  if (hash === PAD_HASH) return 'air';
  return [...SCREENS, NOTEBOOK].find(({ name }) => `#${name}` === hash)?.name ?? 'live';
}
