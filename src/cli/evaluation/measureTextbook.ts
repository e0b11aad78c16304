import { join } from 'node:path';
import { averagePrecision, type PictureBoxes } from '../../reading/evaluation/averagePrecision.ts';
import { judgeOpener, type PageVerdict } from '../../reading/evaluation/chapterTitle.ts';
import type { PageRow } from '../../reading/evaluation/truthFiles.ts';
import { type Box, scaleBox } from '../../reading/geometry.ts';
import { decodeImageFile } from '../decodeImageFile.ts';
import { type Measurement, measureEach, sample } from './measurement.ts';
import type { TextbookReport } from './report.ts';

const PARTS = ['chapter', 'title'] as const;
type PartName = (typeof PARTS)[number];

interface PageResult {
  /** Null for body pages. */
  readonly verdict: PageVerdict | null;
  readonly claimsOpener: boolean;
  readonly seconds: number;
  /** Null for a class whose true box is not known. */
  readonly boxes: Readonly<Record<PartName, PictureBoxes | null>>;
}

/** Reads textbook pages whole, and measures the detector's raw boxes beside that. */
export async function measureTextbook(
  rows: readonly PageRow[],
  measurement: Measurement,
): Promise<TextbookReport> {
  const { reader, limit, detail } = measurement;
  const pages = sample(rows, limit);
  await warmUp(measurement, pages);
  const results = await measureEach(
    measurement,
    'page',
    pages,
    ({ image }) => image,
    async (row, decoded, decodeMs): Promise<PageResult> => {
      const start = performance.now();
      const page = await reader.readTextbookPage(decoded.image);
      // From the file on, as a person waits for it.
      const seconds = (decodeMs + performance.now() - start) / 1000;
      const verdict = row.kind === 'opener' ? judgeOpener(row, page) : null;
      const factor = decoded.fileWidth / decoded.image.width;
      const found = (await reader.detectPageParts(decoded.image)).map((detection) => ({
        ...detection,
        box: scaleBox(detection.box, factor),
      }));
      const boxesOf = (part: PartName): PictureBoxes | null => {
        const truths = trueBoxes(row, part);
        return truths === null
          ? null
          : { truths, found: found.filter(({ className }) => className === part) };
      };
      detail({
        image: row.image,
        kind: row.kind,
        truth: { chapter: row.chapter, title: row.title },
        read: page,
        ...verdict,
      });
      return {
        verdict,
        claimsOpener: page.kind === 'opener',
        seconds,
        boxes: { chapter: boxesOf('chapter'), title: boxesOf('title') },
      };
    },
  );
  const openers = results.flatMap(({ verdict }) => verdict ?? []);
  const bodies = results.filter(({ verdict }) => verdict === null);
  const ap50 = (part: PartName): number | null =>
    averagePrecision(
      results.flatMap(({ boxes }) => boxes[part] ?? []),
      0.5,
    );
  return {
    openers: openers.length,
    bodies: bodies.length,
    ap50: { chapter: ap50('chapter'), title: ap50('title') },
    chapterRight: share(openers, ({ chapterRight }) => chapterRight),
    titleRight: share(openers, ({ titleRight }) => titleRight),
    bothRight: share(openers, ({ chapterRight, titleRight }) => chapterRight && titleRight),
    falseOpeners: share(bodies, ({ claimsOpener }) => claimsOpener),
    secondsPerPage:
      results.length > 0
        ? results.reduce((sum, { seconds }) => sum + seconds, 0) / results.length
        : null,
  };
}

/** Loads what is loaded lazily, so that it is not counted as the first page's time. */
async function warmUp({ reader, folder }: Measurement, [first]: readonly PageRow[]): Promise<void> {
  if (first === undefined) return;
  try {
    const { image } = await decodeImageFile(join(folder, first.image));
    await reader.readTextbookPage(image);
  } catch {
    // Reported when its turn comes.
  }
}

function trueBoxes(row: PageRow, part: PartName): readonly Box[] | null {
  const box = part === 'chapter' ? row.chapterBox : row.titleBox;
  if (box !== null) return [box];
  return row[part] === null ? [] : null;
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number | null {
  return items.length > 0 ? items.filter(is).length / items.length : null;
}
