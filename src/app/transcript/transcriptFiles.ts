import { picturesToCsv } from '../../formats/csv.ts';
import { type FailureJson, picturesToJson } from '../../formats/json.ts';
import { picturesToMarkdown } from '../../formats/markdown.ts';
import type { ReadPicture } from '../../formats/readItems.ts';
import { picturesToText } from '../../formats/text.ts';
import type { LineReading } from '../../reading/results.ts';
import type { TextFile } from '../files/saveFile.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { type SheetNames, sheetName } from './sheetName.ts';
import { sheetsOf, type TranscriptLine, textOf, writtenLines } from './transcript.ts';

export const TRANSCRIPT_FORMATS = [
  { format: 'text', label: 'Text', note: '.txt' },
  { format: 'markdown', label: 'Markdown', note: '.md' },
  { format: 'csv', label: 'CSV', note: '.csv' },
  { format: 'json', label: 'JSON', note: '.json' },
] as const;

export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number]['format'];

/** A sheet as the formats want it: one picture, its lines as corrected. */
export function pictureOfTranscript(
  name: string,
  lines: readonly TranscriptLine[],
  frame: Size,
): ReadPicture {
  return {
    file: name,
    reading: {
      width: frame.width,
      height: frame.height,
      timings: {},
      lines: writtenLines(lines).flatMap((line) => {
        const { quad, box, lineClass, score } = line;
        const reading = correctedReading(line);
        return reading ? [{ quad, box, lineClass, score, classProbability: score, reading }] : [];
      }),
    },
  };
}

/** The reading with a person's words in it; of those they are certain. */
export function correctedReading(line: TranscriptLine): LineReading | null {
  if (!line.reading) return null;
  return {
    ...line.reading,
    text: textOf(line),
    words: line.reading.words.map((word, index) => {
      const corrected = line.corrections[index];
      return corrected === undefined ? word : { ...word, text: corrected, confidence: 1 };
    }),
  };
}

/** A file of the transcript, as corrected: its sheets in order, each with its lines. */
export function transcriptFile(
  format: TranscriptFormat,
  lines: readonly TranscriptLine[],
  frame: Size,
  names: SheetNames = {},
): TextFile {
  const sheets = sheetsOf(writtenLines(lines));
  const pictures = sheets.map((sheet, index) => {
    const name = sheets.length === 1 ? 'transcript' : sheetName(index, sheet.id, names);
    return pictureOfTranscript(name, sheet.lines, frame);
  });
  return picturesFile(format, pictures, 'transcript');
}

/** A file of pictures that were read. @param name its name without an ending */
export function picturesFile(
  format: TranscriptFormat,
  pictures: readonly ReadPicture[],
  name: string,
  failures: readonly FailureJson[] = [],
): TextFile {
  switch (format) {
    case 'text':
      return { name: `${name}.txt`, mediaType: 'text/plain', text: picturesToText(pictures) };
    case 'markdown':
      return { name: `${name}.md`, mediaType: 'text/markdown', text: picturesToMarkdown(pictures) };
    case 'csv':
      return { name: `${name}.csv`, mediaType: 'text/csv', text: picturesToCsv(pictures) };
    case 'json': {
      const document = JSON.stringify(picturesToJson(pictures, failures), null, 2);
      return { name: `${name}.json`, mediaType: 'application/json', text: document };
    }
  }
}
