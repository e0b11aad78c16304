import { boundingBox, type Point } from '../../../../src/reading/geometry.ts';
import type { InkStroke } from '../../../../src/reading/strokes/ink.ts';
import type { Random } from '../../../air/clips/random.ts';
import { isValidationWriter, type StrokePack } from '../../../air/clips/strokePack.ts';
import { penTimes } from '../pages/penTimes.ts';
import type { Writers } from '../pages/writers.ts';

/** A number as one hand writes it. */
export interface WrittenNumber {
  readonly text: string;
  readonly strokes: readonly InkStroke[];
}

/** Height of a digit, px. */
const DIGIT = 64;
/** Figures that a writer must have, each this often, to write numbers at all. */
const LEAST_EACH = 2;

/**
 * Numbers of one to six digits, with points, commas, minus, `$` and `%`, each put together of one
 * writer's isolated characters of about one height on a level line; marks that a writer has none of
 * are a dot, a comma's hook and a dash.
 * @param pack isolated characters
 */
export function* writtenNumbers(
  pack: StrokePack,
  writers: Writers,
  count: number,
  random: Random,
): Generator<WrittenNumber> {
  const byWriter = new Map<string, Map<string, number[]>>();
  for (let i = 0; i < pack.size; i++) {
    const [writer, text] = [pack.writerOf(i), pack.textOf(i)];
    if (!/^[0-9$%]$/.test(text) || isValidationWriter(writer) !== (writers === 'validation')) {
      continue;
    }
    const own = byWriter.get(writer) ?? new Map<string, number[]>();
    byWriter.set(writer, own.set(text, [...(own.get(text) ?? []), i]));
  }
  const able = [...byWriter.values()].filter((own) =>
    [...'0123456789'].every((digit) => (own.get(digit)?.length ?? 0) >= LEAST_EACH),
  );
  for (let number = 0; number < count; number++) {
    const own = able[random.below(able.length)] ?? new Map<string, number[]>();
    const text = numberText(random, own.has('$'), own.has('%'));
    const scale = random.between(0.6, 1.5);
    const parts: (readonly Point[])[] = [];
    let x = 0;
    for (const character of text) {
      const choice = own.get(character);
      const drawn =
        choice === undefined
          ? mark(character, random)
          : upright(pack.word(choice[random.below(choice.length)] ?? 0).strokes);
      const lift = 0.04 * DIGIT * random.normal();
      for (const stroke of drawn) {
        parts.push(stroke.map((p) => ({ x: (x + p.x) * scale, y: (p.y + lift) * scale })));
      }
      x += boundingBox(drawn.flat()).width + DIGIT * random.between(0.12, 0.32);
    }
    const times = penTimes(parts, DIGIT * scale, random);
    yield {
      text,
      strokes: parts.map((points, id) => ({
        id,
        points: points.map((point, i) => ({ ...point, timeMs: times[id]?.[i] ?? 0 })),
      })),
    };
  }
}

function numberText(random: Random, hasDollar: boolean, hasPercent: boolean): string {
  const digits = Array.from({ length: 1 + random.below(6) }, () => random.below(10)).join('');
  const kind = random.next();
  if (kind < 0.4 || digits.length === 1) return digits;
  const cut = 1 + random.below(digits.length - 1);
  const pointed = `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  if (kind < 0.6) return pointed;
  if (kind < 0.75) return `-${random.next() < 0.5 ? digits : pointed}`;
  if (kind < 0.87 && hasDollar) return `$${random.next() < 0.5 ? digits : pointed}`;
  if (hasPercent) return `${random.next() < 0.5 ? digits : pointed}%`;
  return pointed;
}

/** A character as high as a digit on a baseline at 0, from x 0 on. */
function upright(strokes: readonly (readonly Point[])[]): readonly (readonly Point[])[] {
  const box = boundingBox(strokes.flat());
  const scale = DIGIT / Math.max(1, box.height);
  return strokes.map((points) =>
    points.map(({ x, y }) => ({ x: scale * (x - box.x), y: scale * (y - box.y - box.height) })),
  );
}

function mark(character: string, random: Random): readonly (readonly Point[])[] {
  const along = (length: number, dx: number, dy: number, y: number): readonly Point[] =>
    Array.from({ length: 6 }, (_, i) => ({
      x: (dx * length * i) / 5,
      y: y + (dy * length * i) / 5,
    }));
  if (character === '-') return [along(DIGIT * random.between(0.25, 0.5), 1, 0, -0.45 * DIGIT)];
  return [along(DIGIT * random.between(0.02, 0.07), 0.6, 0.8, -0.03 * DIGIT)];
}
