import type { FormField } from '../../../reading/fields/form.ts';

/** A name that no field has yet: `Field 3`. */
export function freeName(fields: readonly FormField[]): string {
  const names = new Set(fields.map(({ name }) => name));
  let number = fields.length + 1;
  while (names.has(`Field ${number}`)) number++;
  return `Field ${number}`;
}

/** Whether an earlier field has the same name: two columns cannot. */
export function isTaken(fields: readonly FormField[], index: number): boolean {
  const name = fields[index]?.name.trim();
  return fields.slice(0, index).some((other) => other.name.trim() === name);
}
