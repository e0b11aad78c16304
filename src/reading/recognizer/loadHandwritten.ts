import { ReadingError } from '../errors.ts';
import { lazily } from '../lazily.ts';
import type { LoadOpenCv } from '../lineImage/opencv.ts';
import { buildGraph, loadGraph } from '../models/loadGraph.ts';
import { type LoadingProgress, loadBytes } from '../models/loadModel.ts';
import { checkFitted } from '../models/manifest.ts';
import type { ModelFiles } from '../models/modelFiles.ts';
import { UNCALIBRATED } from '../models/uncalibrated.ts';
import { readingAlphabet } from './ctc/alphabet.ts';
import { createCtcDecoder } from './ctc/decoder.ts';
import { createHandwrittenRecognizer, type HandwrittenRecognizer } from './handwritten.ts';
import { createLanguageModel } from './language/languageModel.ts';
import type { ReaderNet } from './lineGraph.ts';

export interface LoadHandwrittenConfig {
  readonly modelFiles: ModelFiles;
  readonly loadOpenCv: LoadOpenCv;
  readonly onProgress?: (progress: LoadingProgress) => void;
  /** Told once of each model that readings can do without and that could not be had. */
  readonly onMissing?: (error: unknown) => void;
}

/**
 * Loads the recogniser of handwriting. Only the first net must be there: the language model, without
 * which the ink alone decides, and the other nets are loaded when they are first needed. Models that the
 * first net's calibration was not fitted with are left out.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`, `calibration-mismatch`
 */
export async function loadHandwritten({
  modelFiles,
  loadOpenCv,
  onProgress,
  onMissing,
}: LoadHandwrittenConfig): Promise<HandwrittenRecognizer> {
  const loading = onProgress === undefined ? {} : { onProgress };
  const files = await loadBytes(modelFiles, 'handwriting-reader', 'reader', loading);
  const { manifest } = files;
  if (manifest.calibration === null) {
    onMissing?.(new ReadingError('model-uncalibrated', { detail: manifest.name }));
  }
  const calibration = manifest.calibration ?? UNCALIBRATED;
  const fitted = manifest.calibration === null ? {} : { fittedTo: manifest.calibration };

  const another = (name: string) => (): Promise<ReaderNet> =>
    loadGraph(modelFiles, name, { kind: 'reader', ...loading, ...fitted });

  const decoding = {
    alphabet: readingAlphabet(manifest.reader.alphabet),
    blank: manifest.reader.blank,
    settings: calibration.decoder,
  };
  const decoder = createCtcDecoder(decoding);
  const languageDecoder = lazily(async () => {
    try {
      const loaded = await loadBytes(modelFiles, 'language-model', 'language-model', loading);
      if (manifest.calibration !== null) checkFitted(manifest.calibration, loaded.manifest);
      return createCtcDecoder({ ...decoding, languageModel: createLanguageModel(loaded) });
    } catch (error) {
      onMissing?.(error);
      return decoder;
    }
  });
  return createHandwrittenRecognizer({
    reader: { graph: await buildGraph(files), manifest },
    latinReader: another('latin-reader'),
    characterReader: another('character-reader'),
    ...(onMissing === undefined ? {} : { onMissing }),
    loadOpenCv,
    calibration,
    decoder,
    languageDecoder,
  });
}
