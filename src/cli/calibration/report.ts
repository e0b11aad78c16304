import type { DecoderSettings } from '../../reading/models/calibration.ts';
import { decodeGreedily } from '../../reading/recognizer/ctc/greedy.ts';
import type { LanguageModel } from '../../reading/recognizer/language/languageModel.ts';
import { CHARACTERS, half, type LoggedSet } from './logitSets.ts';
import { calibrationError, characterRanks, type Figures, type Judged, measure } from './measure.ts';
import { createLineReadings } from './readings.ts';

const percent = (share: number): string => (100 * share).toFixed(1);

/**
 * Tables of how settings read the measured halves of sets: once by the first net's one view, then as
 * the engine reads still and moving pictures.
 */
export async function reportOf(
  settings: DecoderSettings,
  sets: readonly LoggedSet[],
  languageModel: LanguageModel,
): Promise<string> {
  const once: string[] = [];
  const still: string[] = [];
  const words: Judged[] = [];
  const ranks: string[] = [];
  for (const set of sets) {
    const { alphabet } = set;
    const lines = half(set.lines, 'measured');
    const greedy = await measure(lines, ({ view }) =>
      decodeGreedily(view.logits, view.steps, alphabet, 0),
    );
    const inkOnly = createLineReadings({ alphabet, settings });
    const readings = createLineReadings({ alphabet, settings, languageModel });
    const alone = await measure(lines, inkOnly.once);
    const full = await measure(lines, readings.once);
    words.push(...full.words);
    const mended = full.linesRight.filter((right, i) => right && !alone.linesRight[i]).length;
    const spoilt = alone.linesRight.filter((right, i) => right && !full.linesRight[i]).length;
    const start = `| ${set.name} | ${lines.length} |`;
    once.push(
      `${start} ${greedy.cer.toFixed(2)} | ${alone.cer.toFixed(2)} | ${mended} | ${spoilt} ${columns(full)}`,
    );
    const again = await measure(lines, readings.still);
    const live = await measure(lines, readings.live);
    still.push(`${start.slice(0, -1)}${columns(again)} ${live.cer.toFixed(2)} |`);
    if (set.name === CHARACTERS) {
      const [first, third] = await characterRanks(lines, readings.still);
      ranks.push(`Lone characters: first ${percent(first)} %, among three ${percent(third)} %.`);
    }
  }
  const titles = 'CER % | words right % | in top 3 % | ECE | CPU ms a line |';
  return [
    `| set | lines | greedy CER % | search CER % | lines mended | spoilt | ${titles}`,
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...once,
    '',
    'With every view that the engine asks for:',
    '',
    `| set | lines | ${titles} CER %, live |`,
    '|---|---|---|---|---|---|---|---|',
    ...still,
    '',
    `ECE over all ${words.length} words read once: ${calibrationError(words).toFixed(3)}`,
    ...ranks,
  ].join('\n');
}

function columns({ cer, words, topThree, medianMs }: Figures): string {
  const right = words.filter(([, right]) => right).length / Math.max(1, words.length);
  const ece = calibrationError(words).toFixed(3);
  return `| ${cer.toFixed(2)} | ${percent(right)} | ${percent(topThree)} | ${ece} | ${medianMs.toFixed(1)} |`;
}
