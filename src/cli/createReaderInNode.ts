import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { LoadOpenCv } from '../reading/lineImage/opencv.ts';
import { createReader, type Reader } from '../reading/reader.ts';
import { diskModelFiles } from './diskModelFiles.ts';
import { loadOpenCvInNode } from './openCvInNode.ts';
import { packageRoot } from './packageRoot.ts';
import { tesseractInNode } from './tesseractInNode.ts';

export interface NodeReaderOptions {
  /** Folder of the models; default the package's own. */
  readonly modelsFolder?: string;
  /** Default OpenCV.js as the package has it. */
  readonly loadOpenCv?: LoadOpenCv;
}

/**
 * The reader in Node: the same engine as in the page, on wasm, with models, OpenCV.js and
 * tesseract.js from disk.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`, `backend-failed`
 */
export function createReaderInNode(options: NodeReaderOptions = {}): Promise<Reader> {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return createReader({
    modelFiles: diskModelFiles(options.modelsFolder ?? join(packageRoot(), 'public', 'models')),
    loadOpenCv: options.loadOpenCv ?? loadOpenCvInNode,
    tesseract: tesseractInNode(),
    backend: { wasmPaths: join(dirname(wasm), 'dist') + sep, override: 'wasm' },
  });
}
