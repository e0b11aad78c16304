import type { AttributeDefinition } from '../../../formats/annotation/annotation.ts';

/** Definitions as they are typed: `occluded, colour: red | blue`. */
export function attributeWords(definitions: readonly AttributeDefinition[]): string {
  return definitions
    .map(({ name, values }) => (values.length === 0 ? name : `${name}: ${values.join(' | ')}`))
    .join(', ');
}

/** What was typed as definitions; a name counts once. */
export function attributesInWords(words: string): readonly AttributeDefinition[] {
  const found = new Map<string, AttributeDefinition>();
  for (const part of words.split(',')) {
    const [name = '', values = ''] = part.split(/:(.*)/s).map((each) => each.trim());
    if (name === '' || found.has(name)) continue;
    const all = values.split('|').map((each) => each.trim());
    found.set(name, { name, values: [...new Set(all.filter((each) => each !== ''))] });
  }
  return [...found.values()];
}
