import { createRandom, type Random } from '../../../air/clips/random.ts';
import { isValidationWriter, type StrokePack } from '../../../air/clips/strokePack.ts';
import { type WrittenPage, writePage } from './writtenPage.ts';

/** Nothing is fitted to the words of writers kept for validation. */
export type Writers = 'train' | 'validation';

/** Marks alone are no words. */
const WORD = /[A-Za-z0-9]/;
const LONGEST = 14;
/** Words that a writer must have for a page not to repeat itself. */
const LEAST_WORDS = 20;

/** Pages of 3 to 8 lines of up to six words, each page of one writer's. */
export function* writtenPages(
  pack: StrokePack,
  writers: Writers,
  count: number,
  seed: number,
): Generator<WrittenPage> {
  const random = createRandom(seed);
  const byWriter = new Map<string, number[]>();
  for (let i = 0; i < pack.size; i++) {
    const writer = pack.writerOf(i);
    if (isValidationWriter(writer) !== (writers === 'validation')) continue;
    if (!WORD.test(pack.textOf(i)) || pack.textOf(i).length > LONGEST) continue;
    const own = byWriter.get(writer);
    if (own) own.push(i);
    else byWriter.set(writer, [i]);
  }
  const able = [...byWriter.values()].filter(({ length }) => length >= LEAST_WORDS);
  for (let number = 0; number < count; number++) {
    yield writePage(wordsOf(able[random.below(able.length)] ?? [], pack, random), random);
  }
}

function wordsOf(own: readonly number[], pack: StrokePack, random: Random) {
  return Array.from({ length: 3 + random.below(6) }, () =>
    Array.from({ length: 1 + random.below(6) }, () =>
      pack.word(own[random.below(own.length)] ?? 0),
    ),
  );
}
