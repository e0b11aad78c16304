import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeImageFile } from '../../src/cli/decodeImageFile.ts';
import { measureAir } from '../../src/cli/evaluation/measureAir.ts';
import { judgeOpener } from '../../src/reading/evaluation/chapterTitle.ts';
import { bestOverlap, matchBoxes } from '../../src/reading/evaluation/matchBoxes.ts';
import {
  comparableTranscript,
  type TranscriptOptions,
} from '../../src/reading/evaluation/transcript.ts';
import { parseClips } from '../../src/reading/evaluation/truthFiles.ts';
import type { Reader } from '../../src/reading/reader.ts';
import type { PictureReading } from '../../src/reading/results.ts';
import { readingInFile } from '../../src/reading/scaleReading.ts';
import { editDistance } from '../../src/reading/text/editDistance.ts';
import { MARKERS } from '../air/clips/airClip.ts';
import { writeClip } from '../air/clips/writeClip.ts';
import { type ClipCase, type CorpusCase, type PictureCase, readStrokes } from './cases.ts';
import type { CaseResult, Errors } from './figures.ts';

/** IoU from which a line is found, and from which its text counts, as `npm run evaluate` has them. */
const FOUND = 0.5;
const TEXT_OF = 0.3;

/** Reads a case with the engine and counts what is wrong. @throws ReadingError */
export async function measureCase(reader: Reader, entry: CorpusCase): Promise<CaseResult> {
  const { group, file } = entry;
  switch (entry.kind) {
    case 'line': {
      const { image } = await decodeImageFile(file);
      const { text } = await reader.readLine(image, 'handwriting');
      return { group, read: text, errors: { cer: textErrors(entry.text, text, entry) } };
    }
    case 'ink': {
      const strokes = readStrokes(file).map((points, id) => ({ id, points }));
      const { lines } = await reader.readInk({ strokes });
      const read = lines.map(({ text }) => text).join(' ');
      return { group, read, errors: { cer: textErrors(entry.text, read, entry) } };
    }
    case 'clip': {
      const read = await readClip(reader, entry);
      return { group, read, errors: { cer: textErrors(entry.text, read, entry) } };
    }
    case 'page': {
      const page = await reader.readTextbookPage((await decodeImageFile(file)).image);
      const parts = page.kind === 'opener' ? [page.chapter?.text, page.title?.text] : [];
      const read = page.kind === 'body' ? '(body)' : parts.map((part) => part ?? '–').join(' | ');
      if (entry.truth.kind === 'body') {
        return { group, read, errors: { falseOpeners: [page.kind === 'opener' ? 1 : 0, 1] } };
      }
      const { chapterRight, titleRight } = judgeOpener(entry.truth, page);
      return {
        group,
        read,
        errors: { chapter: [chapterRight ? 0 : 1, 1], title: [titleRight ? 0 : 1, 1] },
      };
    }
    case 'picture': {
      const decoded = await decodeImageFile(file);
      const reading = readingInFile(await reader.readPicture(decoded.image), decoded);
      return { group, ...pictureResult(entry, reading) };
    }
    default:
      return entry satisfies never;
  }
}

function pictureResult(
  { truth }: PictureCase,
  { lines }: PictureReading,
): Omit<CaseResult, 'group'> {
  const texts = lines.map(({ reading }) => reading.text);
  if ('words' in truth) {
    const joined = texts.filter((text) => text.trim().includes(' ')).length;
    return {
      read: `${texts.length} lines, ${joined} of more than one word`,
      errors: {
        count: [Math.abs(texts.length - truth.words), truth.words],
        joined: [joined, truth.words],
      },
    };
  }
  const read = texts.join(' / ');
  if ('lines' in truth) {
    return { read, errors: { cer: textErrors(truth.lines.join(' '), texts.join(' ')) } };
  }
  const legible = truth.boxes.filter(({ text }) => text !== '###');
  const boxes = legible.map(({ box }) => box);
  const found = lines.filter(({ lineClass }) => lineClass === 'handwriting');
  const foundBoxes = found.map(({ box }) => box);
  const matched = matchBoxes(boxes, foundBoxes, FOUND).filter((partner) => partner !== null).length;
  const edits = legible.map(({ box, text }) => {
    const best = bestOverlap(box, foundBoxes, TEXT_OF);
    return textErrors(text, best === null ? '' : (found[best]?.reading.text ?? ''));
  });
  return {
    read,
    errors: {
      // 1 − F1 of lines at IoU 0.5.
      boxes: [boxes.length + found.length - 2 * matched, boxes.length + found.length],
      cer: [sum(edits.map(([wrong]) => wrong)), sum(edits.map(([, of]) => of))],
    },
  };
}

function textErrors(truth: string, read: string, options: TranscriptOptions = {}): Errors {
  const wanted = [...comparableTranscript(truth, options)];
  return [editDistance(wanted, [...comparableTranscript(read, options)]), wanted.length];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/** Films the strokes and reads the film the whole way, as `npm run evaluate` does. */
async function readClip(reader: Reader, { file, text, film, name }: ClipCase): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handlens-corpus-'));
  try {
    writeClip(join(folder, name), readStrokes(file), { width: 640, height: 360, ...film });
    const { rows } = parseClips(`${name}.y4m\t${text}\t${MARKERS[film.marker]}\n`);
    let read: string | undefined;
    await measureAir(rows, {
      reader,
      folder,
      engine: null,
      limit: null,
      progress() {},
      failed(_, error) {
        throw error;
      },
      detail(record) {
        if (typeof record.read === 'string') read = record.read;
      },
    });
    if (read === undefined) throw new Error(`${name}: the film was not read`);
    return read;
  } finally {
    await rm(folder, { recursive: true });
  }
}
