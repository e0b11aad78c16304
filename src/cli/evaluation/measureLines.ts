import { createErrorCount } from '../../reading/evaluation/errorRate.ts';
import type { LabelRow } from '../../reading/evaluation/truthFiles.ts';
import type { EngineChoice } from '../../reading/results.ts';
import { ENGINE_CHOICES } from '../options.ts';
import { type Measurement, measureEach, sample } from './measurement.ts';
import type { LinesReport } from './report.ts';

/** Reads pictures of single lines with every engine, or the one asked for, side by side. */
export async function measureLines(
  rows: readonly LabelRow[],
  measurement: Measurement,
): Promise<LinesReport> {
  const { reader, engine, limit, detail } = measurement;
  const engines: readonly EngineChoice[] = engine === null ? ENGINE_CHOICES : [engine];
  const counts = engines.map((name) => ({ name, count: createErrorCount() }));
  const measured = await measureEach(
    measurement,
    'line',
    sample(rows, limit),
    ({ file }) => file,
    async ({ file, text, foldCase }, { image }) => {
      // All engines first: a picture that one of them fails on must not count for the others.
      const readings: string[] = [];
      for (const name of engines) readings.push((await reader.readLine(image, name)).text);
      counts.forEach(({ count }, i) => {
        count.add(text, readings[i] ?? '', { foldCase });
      });
      detail({
        file,
        truth: text,
        ...Object.fromEntries(engines.map((name, i) => [name, readings[i]])),
      });
      return file;
    },
  );
  return {
    images: measured.length,
    engines: Object.fromEntries(counts.map(({ name, count }) => [name, count.rates])),
  };
}
