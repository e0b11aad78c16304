import { memory } from '@tensorflow/tfjs-core';
import { surerInContext } from './detector/classContext.ts';
import type { Detection } from './detector/detection.ts';
import { createDetector, type Detector } from './detector/detector.ts';
import type { Form, FormField, FormRow } from './fields/form.ts';
import { createFormReader } from './fields/readForm.ts';
import { type RasterImage, toGray, validateRaster } from './image.ts';
import { lazily } from './lazily.ts';
import type { LoadOpenCv } from './lineImage/opencv.ts';
import { createLiveReader, type LiveReader } from './liveReader.ts';
import { type BackendChoice, type BackendOptions, chooseBackend } from './models/backend.ts';
import { graphTrial } from './models/backendTrial.ts';
import { UNCALIBRATED_LINES } from './models/lineCalibration.ts';
import { buildGraph, loadGraph } from './models/loadGraph.ts';
import { type LoadingProgress, loadBytes } from './models/loadModel.ts';
import type { ModelFiles } from './models/modelFiles.ts';
import { turnPicture } from './orientation/quarterTurn.ts';
import { turnPageBack } from './orientation/turnBack.ts';
import { uprightTurn } from './orientation/uprightTurn.ts';
import {
  createPictureReader,
  type FindLinesOptions,
  MEASURING_THRESHOLD,
  type ReadPictureOptions,
} from './pictureReader.ts';
import { createLanguageGuess } from './recognizer/language/languageGuess.ts';
import {
  DEFAULT_LANGUAGES,
  type Languages,
  type WrittenLanguage,
  writtenLanguagesOf,
} from './recognizer/languages.ts';
import { createLineReader, type LineReader } from './recognizer/lineReader.ts';
import { loadHandwritten, type OnMissing } from './recognizer/loadHandwritten.ts';
import { createPrintedRecognizer } from './recognizer/printed.ts';
import type { TesseractRuntime } from './recognizer/tesseractRuntime.ts';
import type {
  EngineChoice,
  FoundLine,
  LineClass,
  LineReading,
  PictureReading,
  TextbookPage,
} from './results.ts';
import { readScript } from './script/readScript.ts';
import type { Script } from './script/scripts.ts';
import type { Ink } from './strokes/ink.ts';
import type { InkReading } from './strokes/inkReading.ts';
import { createInkReader, type ReadInkOptions } from './strokes/readInk.ts';
import { checkedSeparator } from './strokes/separateLines.ts';
import type { PageSeen } from './textbook/pageSeen.ts';
import { rankParts } from './textbook/rankedParts.ts';
import { createTextbookReader } from './textbook/readTextbookPage.ts';

/** What the reader needs from where it runs: a page's worker or Node. */
export interface ReaderConfig {
  readonly modelFiles: ModelFiles;
  readonly loadOpenCv: LoadOpenCv;
  readonly tesseract: TesseractRuntime;
  readonly backend: Omit<BackendOptions, 'trial' | 'trialName'>;
  /** Told how far the download of each model is. */
  readonly onProgress?: (progress: LoadingProgress) => void;
  /** Told once of each part that readings can do without and that could not be loaded. */
  readonly onMissing?: OnMissing;
}

/** Reads pictures: the one face of the engine for the page, the command line and other programs. */
export interface Reader {
  /** Backend that the graphs run on, and how it was chosen. */
  readonly backend: BackendChoice;
  /** Loads what the live view needs, so that its first frame does not wait for it. */
  prepareLive(): Promise<void>;
  /**
   * The written and printed lines of a picture, in reading order.
   * @throws ReadingError
   */
  findLines(image: RasterImage, options?: FindLinesOptions): Promise<readonly FoundLine[]>;
  /** Finds and reads every line. @throws ReadingError */
  readPicture(image: RasterImage, options?: ReadPictureOptions): Promise<PictureReading>;
  /** Reads a picture that shows one line or word. @throws ReadingError */
  readLine(image: RasterImage, engine: EngineChoice): Promise<LineReading>;
  /** Reads what was written in the air or on a pad. @throws ReadingError */
  readInk(ink: Ink, options?: ReadInkOptions): Promise<InkReading>;
  /** Chapter and title of a textbook page, or that it opens no chapter. @throws ReadingError */
  readTextbookPage(
    image: RasterImage,
    options?: { readonly signal?: AbortSignal },
  ): Promise<TextbookPage>;
  /** All that is seen on a textbook page, for fitting the ranker. @throws ReadingError */
  seeTextbookPage(image: RasterImage): Promise<readonly PageSeen[]>;
  /**
   * A form to be found in pictures, from a picture of one and the fields on it.
   * @throws ReadingError `form-plain`
   */
  learnForm(sample: RasterImage, fields: readonly FormField[]): Promise<Form>;
  /** What stands in a form's fields. @throws ReadingError `form-other` where it shows another */
  readForm(
    image: RasterImage,
    form: Form,
    options?: { readonly signal?: AbortSignal },
  ): Promise<FormRow>;
  /** The textbook detector's boxes, ranked as parts of one page. @throws ReadingError */
  detectPageParts(image: RasterImage): Promise<readonly Detection<'chapter' | 'title'>[]>;
  /** What is read from now on is in these languages, handwriting in those of them that it can be; at first in English. */
  setLanguages(languages: Languages): void;
  /**
   * The language that lines look like; null where that is not sure, or where it is read already.
   * @throws ReadingError
   */
  guessLanguage(lines: readonly string[]): Promise<WrittenLanguage | null>;
  /**
   * The script of a printed page that is dark on light; null where there is too little print to tell.
   * @throws ReadingError
   */
  findScript(image: RasterImage): Promise<Script | null>;
  /** A reader of moving pictures. */
  startLive(engine: EngineChoice): Promise<LiveReader>;
  /** Tensors alive, for finding leaks. */
  tensorCount(): number;
  dispose(): Promise<void>;
}

/** A guess of the language is told from here on. */
const SURE_GUESS = 0.95;

/**
 * Starts the reader: chooses the backend with the real detector, then loads each further part when
 * it is first needed.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`, `backend-failed`
 */
export async function createReader(config: ReaderConfig): Promise<Reader> {
  const { modelFiles, loadOpenCv } = config;
  const missing = config.onMissing === undefined ? {} : { onMissing: config.onMissing };
  const loading = config.onProgress === undefined ? {} : { onProgress: config.onProgress };

  const lineFiles = await loadBytes(modelFiles, 'handwriting-detector', 'detector', loading);
  const { liveLongSide, multiple } = lineFiles.manifest.detector.input;
  const liveHeight = Math.ceil((liveLongSide * 9) / 16 / multiple) * multiple;
  const backend = await chooseBackend({
    ...config.backend,
    trialName: `${lineFiles.manifest.name} ${lineFiles.manifest.version}`,
    trial: () => graphTrial(lineFiles, [1, liveHeight, liveLongSide, 3]),
  });
  const lineDetector: Detector<LineClass> = createDetector({
    graph: await buildGraph(lineFiles),
    manifest: lineFiles.manifest,
  });

  const partDetector = lazily(async () => {
    const { graph, manifest } = await loadGraph(modelFiles, 'textbook-detector', {
      kind: 'detector',
      ...loading,
    });
    return createDetector<'chapter' | 'title'>({ graph, manifest, classesCompete: false });
  });
  const printed = createPrintedRecognizer({ runtime: config.tesseract });
  let written = writtenLanguagesOf(DEFAULT_LANGUAGES);
  const handwritten = lazily(() =>
    loadHandwritten({ modelFiles, loadOpenCv, languages: () => written, ...missing, ...loading }),
  );
  const calibration = lineFiles.manifest.calibration ?? UNCALIBRATED_LINES;
  const languageGuess = lazily(async () =>
    createLanguageGuess(await loadBytes(modelFiles, 'language-guess', 'language-guess')),
  );
  const scripts = lazily(async () => {
    const { manifest } = await loadBytes(modelFiles, 'script-reader', 'script-reader', loading);
    return manifest.scripts;
  });
  const lineReader: LineReader = createLineReader({
    handwritten,
    printed,
    surerInContext: surerInContext(calibration.classContext),
  });
  const separator = lazily(async () => {
    const { manifest } = await loadBytes(modelFiles, 'line-separator', 'line-separator', loading);
    return checkedSeparator(manifest.separator);
  });
  const inkReader = createInkReader({ recognizer: handwritten.get, separator: separator.get });
  const textbook = lazily(async () => {
    const [detector, { manifest }, numerals, known] = await Promise.all([
      partDetector.get(),
      loadBytes(modelFiles, 'opening-ranker', 'opening-ranker', loading),
      loadBytes(modelFiles, 'numeral-reader', 'numeral-reader', loading),
      scripts.get(),
    ]);
    return createTextbookReader({
      detector,
      ranker: manifest.ranker,
      numerals: numerals.manifest.numerals,
      scripts: known,
      printed,
      loadOpenCv,
    });
  });

  const pictures = createPictureReader({ detector: lineDetector, lineReader, loadOpenCv });
  const forms = createFormReader({
    ...{ lineReader, loadOpenCv },
    findLines: (image, longSide) => pictures.findLines(image, { longSide }),
  });

  return {
    backend,
    async prepareLive() {
      const [recognizer] = await Promise.all([handwritten.get(), loadOpenCv()]);
      // It comes behind what the first reading needs, and moving pictures are read without it at first.
      recognizer.prefetchLanguage();
    },
    findLines: (image, options) => pictures.findLines(validateRaster(image), options),
    readPicture: (image, options) => pictures.readPicture(validateRaster(image), options),

    async readLine(image, engine) {
      const gray = toGray(validateRaster(image));
      const [reading] = await lineReader.readLines(
        [{ gray, lineClass: 'handwriting', classProbability: 0.5, whole: true }],
        engine,
      );
      return reading ?? { text: '', confidence: 0, words: [], engine: 'handwriting' };
    },

    readInk: inkReader.read,

    async seeTextbookPage(image) {
      return (await textbook.get()).seePage(validateRaster(image));
    },
    async readTextbookPage(image, options = {}) {
      const reader = await textbook.get();
      const page = await reader.readPage(validateRaster(image), options);
      if (page.kind === 'opener') return page;
      const turn = await uprightTurn(image, pictures.uprightSearch(options.signal));
      if (turn === 0) return page;
      const upright = await reader.readPage(turnPicture(image, turn), options);
      return turnPageBack(upright, turn, image);
    },

    learnForm: (sample, fields) => forms.learn(validateRaster(sample), fields),
    readForm: (image, form, options) => forms.read(validateRaster(image), form, options),

    async detectPageParts(image) {
      const detector = await partDetector.get();
      const found = await detector.detect(validateRaster(image), {
        longSide: detector.manifest.detector.input.stillLongSide,
        scoreThreshold: MEASURING_THRESHOLD,
      });
      return rankParts(found);
    },

    setLanguages(languages) {
      printed.setLanguages(languages);
      written = writtenLanguagesOf(languages);
    },

    async guessLanguage(lines) {
      const { language, probability } = (await languageGuess.get()).of(lines);
      return probability < SURE_GUESS || written.includes(language) ? null : language;
    },

    async findScript(image) {
      const [known, { cv }] = await Promise.all([scripts.get(), loadOpenCv()]);
      return readScript(cv, toGray(validateRaster(image)), known);
    },

    async startLive(engine) {
      return createLiveReader({ detector: lineDetector, lineReader, loadOpenCv, engine });
    },

    tensorCount: () => memory().numTensors,

    async dispose() {
      lineDetector.dispose();
      const parts = await Promise.allSettled([partDetector.made(), handwritten.made()]);
      for (const part of parts) {
        if (part.status === 'fulfilled') await part.value?.dispose();
      }
      await printed.dispose();
    },
  };
}
