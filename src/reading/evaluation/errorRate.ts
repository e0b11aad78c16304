import { editDistance } from '../text/editDistance.ts';
import { comparableTranscript, type TranscriptOptions } from './transcript.ts';

/** Character and word error rates: edits over the length of the truth; null without any truth. */
export interface ErrorRates {
  readonly cer: number | null;
  readonly wer: number | null;
}

/** Adds up edits over many texts, so that long texts weigh as much as they are long. */
export interface ErrorCount {
  add(truth: string, read: string, options?: TranscriptOptions): void;
  readonly rates: ErrorRates;
}

export function createErrorCount(): ErrorCount {
  let characterEdits = 0;
  let characters = 0;
  let wordEdits = 0;
  let words = 0;
  return {
    add(truth, read, options = {}) {
      const wanted = comparableTranscript(truth, options);
      const got = comparableTranscript(read, options);
      const wantedCharacters = [...wanted];
      characterEdits += editDistance(wantedCharacters, [...got]);
      characters += wantedCharacters.length;
      const wantedWords = wordsOf(wanted);
      wordEdits += editDistance(wantedWords, wordsOf(got));
      words += wantedWords.length;
    },
    get rates() {
      return {
        cer: characters > 0 ? characterEdits / characters : null,
        wer: words > 0 ? wordEdits / words : null,
      };
    },
  };
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
