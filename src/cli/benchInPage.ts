import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BenchPage } from '../../bench/benchApi.ts';
import type { HeadlessOptions } from './headlessPage.ts';
import { packageRoot } from './packageRoot.ts';

/** Where `vite build --mode bench` puts the page that is measured; it is no part of `dist`. */
export function benchPage(): HeadlessOptions {
  return { served: join(packageRoot(), '.cache', 'bench'), path: 'bench.html' };
}

/** Calls one of the functions that `bench.html` offers, once they are there. */
export async function callBench<Name extends keyof BenchPage>(
  page: Page,
  name: Name,
  ...inputs: Parameters<BenchPage[Name]>
): Promise<Awaited<ReturnType<BenchPage[Name]>>> {
  await page.waitForFunction(() => 'handlensBench' in globalThis);
  const output: unknown = await page.evaluate(
    ([called, given]) => {
      const { handlensBench } = globalThis as unknown as {
        handlensBench: Record<string, (...all: unknown[]) => Promise<unknown>>;
      };
      return handlensBench[called]?.(...given);
    },
    [name, inputs] as const,
  );
  return output as Awaited<ReturnType<BenchPage[Name]>>;
}
