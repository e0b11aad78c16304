import type { FieldKind } from '../../../reading/fields/form.ts';

/** What a person reads for each kind, and the colour of its boxes: told apart on any paper. */
export const KIND_WORDS: Readonly<
  Record<FieldKind, { readonly label: string; readonly colour: string }>
> = {
  text: { label: 'Text', colour: '#1f4acc' },
  number: { label: 'Number', colour: '#0b7a4b' },
  date: { label: 'Date', colour: '#9a3fb5' },
  tick: { label: 'Tick', colour: '#b3470f' },
};
