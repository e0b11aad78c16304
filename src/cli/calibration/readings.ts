import type { DecoderSettings } from '../../reading/models/calibration.ts';
import { readingAlphabet } from '../../reading/recognizer/ctc/alphabet.ts';
import type { DecodedLine } from '../../reading/recognizer/ctc/decodedLine.ts';
import {
  type CtcDecoder,
  createCtcDecoder,
  type LineViews,
} from '../../reading/recognizer/ctc/decoder.ts';
import { readViews } from '../../reading/recognizer/ensemble.ts';
import type { LanguageModel } from '../../reading/recognizer/language/languageModel.ts';
import { createTextVote } from '../../reading/tracking/textVote.ts';
import { LINE_TRACKER_DEFAULTS } from '../../reading/tracking/trackedLine.ts';
import type { LoggedLine } from './logitSets.ts';

/** Reads logged lines with the engine's own policy. */
export interface LineReadings {
  /** One view of the first net. */
  once(line: LoggedLine): DecodedLine;
  /** As in a still picture: with all views that the engine asks for. */
  still(line: LoggedLine): Promise<DecodedLine>;
  /** As in a moving picture: in passing, then with care, and voted over. */
  live(line: LoggedLine): Promise<string>;
  /** The views that a still reading ends up with. */
  viewsUsed(line: LoggedLine): Promise<LineViews>;
}

export interface LineReadingsConfig {
  /** Of the first net. */
  readonly alphabet: readonly string[];
  readonly settings: DecoderSettings;
  readonly languageModel?: LanguageModel;
}

export function decoderOf({ alphabet, settings, languageModel }: LineReadingsConfig): CtcDecoder {
  const language = languageModel === undefined ? {} : { languageModel };
  return createCtcDecoder({
    alphabet: readingAlphabet(alphabet),
    blank: 0,
    settings,
    ...language,
  });
}

export function createLineReadings(config: LineReadingsConfig): LineReadings {
  const decoder = decoderOf(config);
  const { sureReading } = config.settings;
  return {
    once: ({ view }) => decoder.decode({ pictures: [view] }),
    still: ({ source }) => readViews(decoder, sureReading, source, 'final'),

    async live({ source }) {
      const { mostVotes, sureConfidence } = LINE_TRACKER_DEFAULTS;
      const vote = createTextVote();
      while (vote.count < mostVotes && (vote.result?.confidence ?? 0) < sureConfidence) {
        const budget = vote.count === 0 ? 'live' : 'still';
        const { text, confidence, words } = await readViews(decoder, sureReading, source, budget);
        const placed = words.map((word) => ({ ...word, start: word.startStep, end: word.endStep }));
        vote.add({ text, confidence, words: placed, engine: 'handwriting' }, 1);
      }
      return vote.result?.text ?? '';
    },

    async viewsUsed({ source, view }) {
      let used: LineViews = { pictures: [view] };
      const watched: CtcDecoder = {
        ...decoder,
        decode(views) {
          used = views;
          return decoder.decode(views);
        },
      };
      await readViews(watched, sureReading, source, 'final');
      return used;
    },
  };
}
