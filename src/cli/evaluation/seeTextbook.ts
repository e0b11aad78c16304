import type { PageRow } from '../../reading/evaluation/truthFiles.ts';
import { type Box, scaleBox } from '../../reading/geometry.ts';
import { type Measurement, measureEach, sample } from './measurement.ts';

/** Writes all that is seen on textbook pages beside their truth, for fitting the ranker of openings. */
export async function seeTextbook(
  rows: readonly PageRow[],
  measurement: Measurement,
): Promise<number> {
  const { reader, limit, detail } = measurement;
  const seen = await measureEach(
    measurement,
    'page',
    sample(rows, limit),
    ({ image }) => image,
    async (row, { image, fileWidth }) => {
      const pages = await reader.seeTextbookPage(image);
      const scale = image.width / fileWidth;
      const scaled = (box: Box | null) => (box === null ? null : scaleBox(box, scale));
      detail({
        ...row,
        chapterBox: scaled(row.chapterBox),
        titleBox: scaled(row.titleBox),
        seen: pages,
      });
    },
  );
  return seen.length;
}
