import {
  averagePrecision,
  type PictureBoxes,
  type ScoredBox,
} from '../../reading/evaluation/averagePrecision.ts';
import { createErrorCount } from '../../reading/evaluation/errorRate.ts';
import {
  type BoxCount,
  bestOverlap,
  detectionRates,
  matchBoxes,
  sumBoxCounts,
  withoutIgnored,
} from '../../reading/evaluation/matchBoxes.ts';
import type { BoxRow } from '../../reading/evaluation/truthFiles.ts';
import { scaleBox } from '../../reading/geometry.ts';
import type { FoundLine } from '../../reading/results.ts';
import { readingInFile } from '../../reading/scaleReading.ts';
import type { DecodedImage } from '../decodeImageFile.ts';
import { type Measurement, measureEach, sample } from './measurement.ts';
import type { ScenesReport } from './report.ts';

/** IoU from which a found line is the true one. */
const FOUND = 0.5;
/** IoU from which a found line's text counts as the true line's. */
const TEXT_OF = 0.3;

interface MeasuredScene {
  /** Lines shown, print among them, where the picture has no writing; else null. */
  readonly shown: number | null;
  readonly count: BoxCount;
  readonly boxes: PictureBoxes;
}

/**
 * Finds and reads the handwritten lines of whole pictures. Print that is found does not count, nor
 * does what is illegible. Average precision is of all lines, the unlikely ones too, ranked by how
 * likely each is a handwritten line, as COCO's is of one class; the rest is of the lines read.
 */
export async function measureScenes(
  rows: readonly BoxRow[],
  measurement: Measurement,
): Promise<ScenesReport> {
  const { reader, engine, limit, detail } = measurement;
  const pictures = new Map<string, BoxRow[]>();
  for (const row of rows) {
    const lines = pictures.get(row.file) ?? [];
    lines.push(row);
    pictures.set(row.file, lines);
  }
  const errors = createErrorCount();
  const scenes = await measureEach(
    measurement,
    'scene',
    sample([...pictures], limit),
    ([file]) => file,
    async ([file, all], decoded): Promise<MeasuredScene> => {
      const rowsWithBox = all.flatMap(({ box, ...row }) => (box === null ? [] : [{ ...row, box }]));
      const truths = rowsWithBox.filter(({ illegible }) => !illegible);
      const ignored = rowsWithBox.filter(({ illegible }) => illegible).map(({ box }) => box);
      const read = await reader.readPicture(decoded.image, { engine: engine ?? 'auto' });
      const truthBoxes = truths.map(({ box }) => box);
      const written = readingInFile(read, decoded).lines.filter(
        ({ lineClass }) => lineClass === 'handwriting',
      );
      const found = withoutIgnored(written, truthBoxes, ignored, FOUND);
      const foundBoxes = found.map(({ box }) => box);
      const partners = matchBoxes(truthBoxes, foundBoxes, FOUND);
      const lines = truths.map(({ box, text }, i) => {
        const best = bestOverlap(box, foundBoxes, TEXT_OF);
        const reading = best === null ? undefined : found[best]?.reading;
        errors.add(text, reading?.text ?? '', { foldAccents: true });
        return {
          truth: text,
          read: reading?.text ?? '',
          confidence: reading?.confidence ?? 0,
          score: best === null ? 0 : found[best]?.score,
          box,
          found: partners[i] !== null,
        };
      });
      const taken = new Set(partners);
      const extra = found.flatMap(({ box, score, reading: { text, confidence } }, i) =>
        taken.has(i) ? [] : [{ box, score, text, confidence }],
      );
      detail({ file, lines, extra });
      return {
        shown: rowsWithBox.length === 0 ? read.lines.length : null,
        count: {
          truths: truths.length,
          found: found.length,
          matched: partners.filter((partner) => partner !== null).length,
        },
        boxes: {
          truths: truthBoxes,
          found: withoutIgnored(
            rankedAsWritten(await reader.findLines(decoded.image, { unlikely: true }), decoded),
            truthBoxes,
            ignored,
            FOUND,
          ),
        },
      };
    },
  );
  const empty = scenes.flatMap(({ shown }) => (shown === null ? [] : [shown]));
  return {
    images: scenes.length,
    ...(empty.length === 0
      ? {}
      : { shownWithoutWriting: empty.reduce((sum, shown) => sum + shown, 0) / empty.length }),
    ...detectionRates(sumBoxCounts(scenes.map(({ count }) => count))),
    ap50: averagePrecision(
      scenes.map(({ boxes }) => boxes),
      FOUND,
    ),
    cer: errors.rates.cer,
  };
}

/** Boxes in px of the file with the probability that each is a handwritten line. */
function rankedAsWritten(
  lines: readonly FoundLine[],
  { fileWidth, image }: DecodedImage,
): ScoredBox[] {
  return lines.map(({ box, score, lineClass, classProbability }) => ({
    box: scaleBox(box, fileWidth / image.width),
    score: score * (lineClass === 'handwriting' ? classProbability : 1 - classProbability),
  }));
}
