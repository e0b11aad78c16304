import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { View } from '../../reading/recognizer/ctc/decoder.ts';
import type { LineViewSource } from '../../reading/recognizer/ensemble.ts';

/** One line of a set: what stands in it, and what the nets make of every view of it. */
export interface LoggedLine {
  readonly text: string;
  /** Whether its label does not tell capitals from small letters. */
  readonly foldCase: boolean;
  readonly view: View;
  readonly source: LineViewSource;
}

export interface LoggedSet {
  readonly name: string;
  readonly alphabet: readonly string[];
  readonly lines: readonly LoggedLine[];
  /** Whether the Latin net's and the character net's views are there. */
  readonly has: { readonly latinNet: boolean; readonly characterNet: boolean };
}

/** Lone characters of writers trained on: biases are fitted on them, and nothing is measured. */
export const LONE_CHARACTERS = 'lone-characters';
/** Validation writers' lone characters. */
export const CHARACTERS = 'unipen-characters';
/** Files of a set's other views, as `training/language/logits.py` names them. */
const VIEWS = {
  again: '-again',
  latinAgain: '-again-latin',
  latin: '-latin',
  lone: '-lone',
} as const;

interface PlainLine {
  readonly text: string;
  readonly foldCase: boolean;
  readonly view: View;
}

/** Names of the sets in a folder, without those of other views. */
export function setNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => !Object.values(VIEWS).some((ending) => name.endsWith(ending)));
}

/**
 * Reads a set with all its views.
 * @throws Error that names the file where one is missing or not as `training.language.logits` writes it
 */
export function readLoggedSet(folder: string, name: string): LoggedSet {
  const { alphabet, lines } = readLines(folder, name);
  const viewsOf = (ending: string): readonly (readonly View[])[] => {
    if (!existsSync(join(folder, `${name}${ending}.json`))) return [];
    const other = readLines(folder, `${name}${ending}`);
    if (other.lines.length !== lines.length) {
      throw new Error(`${name}${ending}: ${other.lines.length} lines, not ${lines.length}`);
    }
    return other.lines.map(({ view }) => [view]);
  };
  const again = viewsOf(VIEWS.again);
  const [latinAgain, latin] = [viewsOf(VIEWS.latinAgain), viewsOf(VIEWS.latin)];
  const lone = viewsOf(VIEWS.lone);
  return {
    name,
    alphabet,
    has: { latinNet: latin.length > 0, characterNet: lone.length > 0 },
    lines: lines.map((line, i) => ({
      ...line,
      source: {
        pictures: [line.view],
        anotherCut: async () => again[i] ?? [],
        latinNet: async () => [...(latinAgain[i] ?? []), ...(latin[i] ?? [])],
        characterNet: async () => lone[i] ?? [],
      },
    })),
  };
}

function readLines(
  folder: string,
  name: string,
): { readonly alphabet: readonly string[]; readonly lines: readonly PlainLine[] } {
  const wrong = (what: string): Error => new Error(`${name}.json ${what}`);
  const value: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  if (!isDescription(value)) throw wrong('is not a description of logits');
  const { classes, lines } = value;
  const bytes = readFileSync(join(folder, `${name}.bin`));
  const steps = lines.reduce((sum, line) => sum + line.steps, 0);
  if (bytes.length !== steps * classes * 4) throw wrong(`does not fit ${name}.bin`);
  const all = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  let from = 0;
  return {
    alphabet: [...value.alphabet],
    lines: lines.map(({ text, foldCase, steps }) => {
      const logits = all.subarray(from, from + steps * classes);
      from += logits.length;
      return { text: text.trim(), foldCase, view: { logits, steps, classes } };
    }),
  };
}

interface Description {
  readonly classes: number;
  readonly alphabet: string;
  readonly lines: readonly { text: string; foldCase: boolean; steps: number }[];
}

function isDescription(value: unknown): value is Description {
  if (typeof value !== 'object' || value === null) return false;
  const { classes, alphabet, lines } = value as Partial<Record<keyof Description, unknown>>;
  return (
    typeof alphabet === 'string' &&
    classes === [...alphabet].length + 1 &&
    Array.isArray(lines) &&
    lines.every(
      ({ text, foldCase, steps }: Record<string, unknown>) =>
        typeof text === 'string' && typeof foldCase === 'boolean' && Number.isInteger(steps),
    )
  );
}

/** Even lines are fitted on, odd ones measured. */
export function half(
  lines: readonly LoggedLine[],
  which: 'fitted' | 'measured',
): readonly LoggedLine[] {
  return lines.filter((_, i) => i % 2 === (which === 'fitted' ? 0 : 1));
}

/** How much a set counts in fitting; 0: it is measured only. */
export function weightOf(name: string): number {
  if (name.startsWith('unipen-words') || name.startsWith('unipen-lines')) return 1;
  if (name.startsWith('items-')) return 0.5;
  return name.startsWith('fonts') ? 0.25 : 0;
}
