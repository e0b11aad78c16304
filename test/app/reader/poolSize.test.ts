import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poolSize } from '../../../src/app/reader/poolSize.ts';

test.each([
  ['a phone', 400, { cores: 8, memoryGb: 4, threads: 1 }, 2],
  ['a laptop, threads allowed', 400, { cores: 8, memoryGb: 8, threads: 4 }, 1],
  ['a workstation, threads allowed', 400, { cores: 16, memoryGb: 8, threads: 4 }, 3],
  ['two cores', 400, { cores: 2, memoryGb: 8, threads: 1 }, 1],
  ['a few pages', 6, { cores: 16, memoryGb: 8, threads: 1 }, 1],
  ['some pages', 12, { cores: 16, memoryGb: 8, threads: 1 }, 3],
])('%s, %i pages', (_, pages, device, size) => {
  expect(poolSize(pages, device)).toBe(size);
});

test('never fewer than one, never more than cores or memory bear', () => {
  const device = fc.record({
    cores: fc.integer({ min: 1, max: 128 }),
    memoryGb: fc.constantFrom(0.25, 0.5, 1, 2, 4, 8),
    threads: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.nat(500), device, (pages, limits) => {
      const size = poolSize(pages, limits);
      expect(size).toBeGreaterThanOrEqual(1);
      expect(size === 1 || size * limits.threads < limits.cores).toBe(true);
      expect(size === 1 || size * 2 <= limits.memoryGb).toBe(true);
    }),
  );
});
