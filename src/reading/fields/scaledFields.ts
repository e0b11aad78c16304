import type { FormField } from './form.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Fields of a sample of one size, on its picture at another. */
export function scaledFields(
  fields: readonly FormField[],
  from: Size,
  to: Size,
): readonly FormField[] {
  const [along, down] = [to.width / from.width, to.height / from.height];
  return fields.map(({ box, ...field }) => ({
    ...field,
    box: {
      ...{ x: box.x * along, y: box.y * down },
      ...{ width: box.width * along, height: box.height * down },
    },
  }));
}
