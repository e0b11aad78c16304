import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, getBackend, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { ReadingError, throwIfAborted } from '../errors.ts';
import type { GrayImage } from '../image.ts';
import { type PaddedLine, withCleanMargins } from '../lineImage/cleanMargins.ts';
import { type NormalisedLine, normaliseLine } from '../lineImage/normalise.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import type { ReaderManifest } from '../models/manifest.ts';
import type { View } from './ctc/decoder.ts';
import { batchLines, stackLines } from './lineBatches.ts';

/** How lines go through the graph. */
export interface Batching {
  /** Padded widths are multiples of this, px. */
  readonly bucketPx: number;
  /** Columns of all lines of a batch together, px; a batch holds one line at least. */
  readonly mostColumns: number;
}

/**
 * On wasm one by one is the fastest (measured: a line 512 px wide takes a third longer in a batch,
 * whose activations leave the cache), and padding costs as much as ink.
 */
export const ONE_BY_ONE: Batching = { bucketPx: 1, mostColumns: 0 };
/** A graphics card wants batches, and compiles anew for every shape. */
export const IN_BATCHES: Batching = { bucketPx: 64, mostColumns: 2400 };

/**
 * Least paper beside the ink, in heights of the line: of lines of validation writers that were cut at
 * their ink, 11.5 % of the characters are read wrongly with it and 12.6 % without.
 */
const CLEAN_MARGIN = 0.4;

/** A line reader's net on the current backend. */
export interface ReaderNet {
  readonly graph: Pick<GraphModel, 'execute' | 'dispose'>;
  readonly manifest: Pick<ReaderManifest, 'name' | 'reader'>;
}

/** A line reader's net, asked line by line. */
export interface LineGraph {
  /** A crop as this net takes it, with clean paper beside its ink. */
  normalise(cv: OpenCv, crop: GrayImage): PaddedLine;
  /**
   * Logits of each line, in batches that suit the backend.
   * @throws ReadingError `cancelled`, `model-invalid`
   */
  viewsOf(
    lines: readonly NormalisedLine[],
    signal?: AbortSignal | undefined,
  ): Promise<readonly View[]>;
  dispose(): void;
}

/** @param batching default: what suits the current backend */
export function createLineGraph(
  { graph, manifest }: ReaderNet,
  batching: Batching = getBackend() === 'webgl' ? IN_BATCHES : ONE_BY_ONE,
): LineGraph {
  const { height, stride, widthMultiple, alphabet, topHat } = manifest.reader;
  const classes = alphabet.length + 1;
  const bucket = Math.ceil(batching.bucketPx / widthMultiple) * widthMultiple;

  const invalid = (detail: string): ReadingError =>
    new ReadingError('model-invalid', { detail: `${manifest.name} ${detail}` });

  /** Logits of each line, `[steps, classes]`, with steps beyond the line's width cut off. */
  async function runGraph(
    lines: readonly NormalisedLine[],
    paddedWidth: number,
  ): Promise<readonly Float32Array[]> {
    const shape: [number, number, number, number] = [lines.length, height, paddedWidth, 1];
    const image = tensor4d(stackLines(lines, paddedWidth), shape);
    let logits: Tensor | Tensor[] = [];
    try {
      logits = graph.execute({ image }, 'logits');
      if (Array.isArray(logits)) throw invalid('gives more than one output');
      const [count, steps, width] = logits.shape;
      if (count !== lines.length || steps !== paddedWidth / stride || width !== classes) {
        throw invalid(`gives logits of shape ${logits.shape.join('×')}`);
      }
      const values = await logits.data<'float32'>();
      return lines.map((line, n) => {
        const from = n * steps * classes;
        return values.slice(from, from + Math.ceil(line.width / stride) * classes);
      });
    } finally {
      dispose(logits);
      image.dispose();
    }
  }

  return {
    normalise: (cv, crop) =>
      withCleanMargins(
        normaliseLine(cv, crop, height, topHat),
        Math.round(CLEAN_MARGIN * height),
        stride,
      ),
    async viewsOf(lines, signal) {
      const views: View[] = new Array(lines.length);
      for (const { indices, paddedWidth } of batchLines(lines, bucket, batching.mostColumns)) {
        throwIfAborted(signal);
        const batch = indices.flatMap((index) => lines[index] ?? []);
        const logits = await runGraph(batch, paddedWidth);
        for (const [n, index] of indices.entries()) {
          const own = logits[n] ?? new Float32Array();
          views[index] = { logits: own, steps: own.length / classes, classes };
        }
      }
      return views;
    },
    dispose: () => graph.dispose(),
  };
}
