import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createReaderInNode } from '../../src/cli/createReaderInNode.ts';
import { CORPUS, type CorpusCase, readCases } from './cases.ts';
import { type CaseResult, compareFigures, type Figures } from './figures.ts';
import { measureCase } from './measureCase.ts';

/** Bounds a hang: the whole takes under three minutes on a machine of its own. */
const LIMIT_MS = 1_500_000;

/**
 * Reads the cases of some kinds and holds their figures to the committed ones in
 * `test/corpus/NAME.figures.json`; `npm run corpus -- --update` writes them.
 */
export function gate(name: string, kinds: readonly CorpusCase['kind'][]): void {
  it(
    `${name}: no figure of the corpus is worse than the committed one`,
    async () => {
      const now: Record<string, CaseResult> = {};
      const reader = await createReaderInNode();
      try {
        for (const entry of readCases()) {
          if (kinds.includes(entry.kind)) now[entry.name] = await measureCase(reader, entry);
        }
      } finally {
        await reader.dispose();
      }
      const file = join(CORPUS, `${name}.figures.json`);
      const committed: Figures = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
      const { worse, better, changed } = compareFigures(committed, now);
      if (changed.length > 0) console.log([`${name}, changed:`, ...changed].join('\n  '));
      if (better.length > 0) console.log([`${name}, better:`, ...better].join('\n  '));
      if (process.env.HANDLENS_CORPUS === 'update') {
        writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
        return;
      }
      const message = [
        'The corpus reads worse than committed:',
        ...worse,
        'Cases that read otherwise:',
        ...changed,
        'Mend it, or, where the change is wanted, run: npm run corpus -- --update',
      ].join('\n  ');
      expect(worse, message).toEqual([]);
    },
    LIMIT_MS,
  );
}
