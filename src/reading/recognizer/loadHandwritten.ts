import { ReadingError } from '../errors.ts';
import { type Lazy, lazily } from '../lazily.ts';
import type { LoadOpenCv } from '../lineImage/opencv.ts';
import { buildGraph, loadGraph } from '../models/loadGraph.ts';
import { type LoadingProgress, loadBytes } from '../models/loadModel.ts';
import { checkFitted } from '../models/manifest.ts';
import type { ModelFiles } from '../models/modelFiles.ts';
import { UNCALIBRATED } from '../models/uncalibrated.ts';
import { readingAlphabet } from './ctc/alphabet.ts';
import { type CtcDecoder, createCtcDecoder } from './ctc/decoder.ts';
import { severalLanguages } from './ctc/severalLanguages.ts';
import {
  createHandwrittenRecognizer,
  type DecodingLanguage,
  type HandwrittenRecognizer,
} from './handwritten.ts';
import { createLanguageModel } from './language/languageModel.ts';
import type { WrittenLanguage, WrittenLanguages } from './languages.ts';
import type { ReaderNet } from './lineGraph.ts';

/** @param model its name, which is its folder's */
export type OnMissing = (error: unknown, model: string) => void;

export interface LoadHandwrittenConfig {
  readonly modelFiles: ModelFiles;
  readonly loadOpenCv: LoadOpenCv;
  /** The languages that lines are read in from now on, the same array until they change; else English. */
  readonly languages?: () => WrittenLanguages;
  readonly onProgress?: (progress: LoadingProgress) => void;
  /** Told once of each model that readings can do without and that could not be had: why, and which. */
  readonly onMissing?: OnMissing;
}

/**
 * Loads the recogniser of handwriting. Only the first net must be there: a language model, without
 * which the ink alone decides, and the other nets are loaded when they are first needed. Models that the
 * first net's calibration was not fitted with are left out.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`, `calibration-mismatch`
 */
export async function loadHandwritten({
  modelFiles,
  loadOpenCv,
  languages,
  onProgress,
  onMissing,
}: LoadHandwrittenConfig): Promise<HandwrittenRecognizer> {
  const loading = onProgress === undefined ? {} : { onProgress };
  const files = await loadBytes(modelFiles, 'handwriting-reader', 'reader', loading);
  const { manifest } = files;
  if (manifest.calibration === null) {
    onMissing?.(new ReadingError('model-uncalibrated', { detail: manifest.name }), manifest.name);
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
  const decoders = new Map<WrittenLanguage, Lazy<CtcDecoder>>();
  const decoderIn = (language: WrittenLanguage): Lazy<CtcDecoder> => {
    const known = decoders.get(language);
    if (known !== undefined) return known;
    const name = language === 'eng' ? 'language-model' : `language-model-${language}`;
    const made = lazily(async () => {
      try {
        const loaded = await loadBytes(modelFiles, name, 'language-model', loading);
        // The calibration was fitted with English; other languages are weighed as it is.
        if (language === 'eng' && manifest.calibration !== null) {
          checkFitted(manifest.calibration, loaded.manifest);
        }
        return createCtcDecoder({ ...decoding, languageModel: createLanguageModel(loaded) });
      } catch (error) {
        onMissing?.(error, name);
        return decoder;
      }
    });
    decoders.set(language, made);
    return made;
  };
  let chosen: WrittenLanguages = ['eng'];
  let language = readingIn(chosen, decoderIn);
  return createHandwrittenRecognizer({
    reader: { graph: await buildGraph(files), manifest },
    latinReader: another('latin-reader'),
    characterReader: another('character-reader'),
    ...(onMissing === undefined ? {} : { onMissing }),
    loadOpenCv,
    calibration,
    decoder,
    language() {
      const wanted = languages?.() ?? chosen;
      if (wanted !== chosen) {
        chosen = wanted;
        language = readingIn(wanted, decoderIn);
      }
      return language;
    },
  });
}

/** Each line in the one of these languages that bears it out best. */
function readingIn(
  [first, ...more]: WrittenLanguages,
  decoderIn: (language: WrittenLanguage) => Lazy<CtcDecoder>,
): DecodingLanguage {
  return {
    decoder: lazily(async () => {
      const [best, ...others] = await Promise.all([
        decoderIn(first).get(),
        ...more.map((language) => decoderIn(language).get()),
      ]);
      return severalLanguages([best, ...others]);
    }),
    isAccented: first !== 'eng' || more.length > 0,
  };
}
