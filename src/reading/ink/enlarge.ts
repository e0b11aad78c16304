import type { NormalisedLine } from './normalise.ts';
import { type OpenCv, withMats } from './opencv.ts';

/**
 * The middle of a normalised line, enlarged to its height.
 * @param cut rows left out at the top and as many at the bottom; less than half of them
 */
export function enlargeMiddle(cv: OpenCv, line: NormalisedLine, cut: number): NormalisedLine {
  return withMats((keep) => {
    const rows = line.height - 2 * cut;
    const width = Math.round((line.width * line.height) / rows);
    const middle = line.data.subarray(cut * line.width, (cut + rows) * line.width);
    const source = keep(cv.matFromArray(rows, line.width, cv.CV_32FC1, middle));
    const large = keep(new cv.Mat());
    cv.resize(source, large, new cv.Size(width, line.height), 0, 0, cv.INTER_LINEAR);
    return { width, height: line.height, data: Float32Array.from(large.data32F) };
  });
}
