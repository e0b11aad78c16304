/**
 * Gray-level opening along rows: at each pixel the greatest value that lasts, without interruption,
 * for `length` pixels of its row around it. Runs that begin or end at the row's ends count as going
 * on beyond. Constant time a pixel whatever the length: van Herk, "A fast algorithm for local
 * minimum and maximum filters on rectangular and octagonal kernels", 1992. (OpenCV's own opening
 * takes time in proportion to the length.)
 * @param pixels `[rows, columns]`
 * @param into receives the result, may be `pixels`
 */
export function openAlongRows(
  pixels: Uint8Array,
  columns: number,
  length: number,
  into: Uint8Array,
): void {
  const rows = pixels.length / columns;
  // Room for a full run beyond both ends, rounded up to whole blocks.
  const padded = Math.ceil((columns + 2 * length) / length) * length;
  const line = new Uint8Array(padded);
  const forward = new Uint8Array(padded);
  const backward = new Uint8Array(padded);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    line.fill(255);
    for (let x = 0; x < columns; x++) line[length + x] = pixels[start + x] ?? 0;
    blockExtremes(line, length, forward, backward, true);
    // line[i] becomes the least of the run that starts at i.
    for (let i = 0; i + length <= padded; i++) {
      line[i] = Math.min(backward[i] ?? 0, forward[i + length - 1] ?? 0);
    }
    line.fill(0, padded - length + 1);
    blockExtremes(line, length, forward, backward, false);
    // The greatest of all runs that hold the pixel: those that start up to `length - 1` before it.
    for (let x = 0; x < columns; x++) {
      const first = x + 1;
      into[start + x] = Math.max(backward[first] ?? 0, forward[first + length - 1] ?? 0);
    }
  }
}

/** Running extremes within blocks of `length`: from each block's start, and from its end. */
function blockExtremes(
  line: Uint8Array,
  length: number,
  forward: Uint8Array,
  backward: Uint8Array,
  least: boolean,
): void {
  for (let block = 0; block < line.length; block += length) {
    const end = block + length - 1;
    let extreme = line[block] ?? 0;
    forward[block] = extreme;
    for (let i = block + 1; i <= end; i++) {
      const value = line[i] ?? 0;
      if (least ? value < extreme : value > extreme) extreme = value;
      forward[i] = extreme;
    }
    extreme = line[end] ?? 0;
    backward[end] = extreme;
    for (let i = end - 1; i >= block; i--) {
      const value = line[i] ?? 0;
      if (least ? value < extreme : value > extreme) extreme = value;
      backward[i] = extreme;
    }
  }
}

/** Whether any row has `length` values of at least `level` on end. */
export function hasLongRun(
  pixels: Uint8Array,
  columns: number,
  length: number,
  level: number,
): boolean {
  for (let start = 0; start + columns <= pixels.length; start += columns) {
    let run = 0;
    for (let i = start; i < start + columns; i++) {
      run = (pixels[i] ?? 0) >= level ? run + 1 : 0;
      if (run >= length) return true;
    }
  }
  return false;
}
