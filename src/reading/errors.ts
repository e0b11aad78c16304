/** Every way a reading can fail: what is said, and what the person can do about it. */
const ERRORS = {
  'image-unsupported': {
    message: 'This file is not a picture we can open.',
    hint: 'Use a JPEG, PNG, WebP, AVIF, BMP, GIF, TIFF or PDF file.',
  },
  'image-empty': {
    message: 'This file is empty.',
    hint: 'Choose another file, or take the photo again.',
  },
  'image-broken': {
    message: 'This picture is damaged or cut short.',
    hint: 'Copy it from the camera or phone once more, or take the photo again.',
  },
  'image-too-large': {
    message: 'This picture is too large to open.',
    hint: 'Save it at 100 megapixels or less.',
  },
  'file-too-large': {
    message: 'This file is larger than the 512 MB that we open.',
    hint: 'Save it smaller, or in parts of fewer pages.',
  },
  'heic-unsupported': {
    message: 'HEIC photos cannot be opened here.',
    hint: 'Save it as JPEG; on an iPhone choose Settings › Camera › Formats › Most Compatible. Safari opens it as it is.',
  },
  'tiff-unsupported': {
    message: 'This TIFF is stored in a way we cannot open.',
    hint: 'Save it as PNG, or as TIFF with LZW, deflate, JPEG or fax compression.',
  },
  'pdf-locked': {
    message: 'This PDF is locked.',
    hint: 'Give its password, or save a copy without one.',
  },
  'pdf-password-wrong': {
    message: 'This is not the password of this PDF.',
    hint: 'Type it once more; capitals count.',
  },
  'pdf-broken': {
    message: 'This PDF is damaged or cut short.',
    hint: 'Copy or download it once more, or print it to a new PDF.',
  },
  'pdf-silent': {
    message: 'This PDF keeps its reader busy without end.',
    hint: 'Try once more; if it stays, print it to a new PDF, or save its pages as pictures.',
  },
  'file-many-pages': {
    message: 'This file has several pages.',
    hint: 'Open it under Documents, where every page is read.',
  },
  'form-plain': {
    message: 'There is too little print around these fields to find the form again.',
    hint: 'Take a sharper photo of the whole form as the sample, or draw fields over more of it.',
  },
  'form-other': {
    message: 'This picture does not show the form of the sample.',
    hint: 'Take the photo again with the whole form in view, or make a sample of its own for this form.',
  },
  'form-invalid': {
    message: 'This is no form that can be read here.',
    hint: 'Save the form anew under Documents › Fields, and give that file.',
  },
  'file-unreadable': {
    message: 'This file can no longer be read from where it was.',
    hint: 'It was moved, renamed or changed, or its disk is gone. Choose it once more.',
  },
  'model-missing': {
    message: 'A part of the reader could not be found.',
    hint: 'Check the connection and try again. If it stays, load the page again.',
  },
  'model-corrupt': {
    message: 'A part of the reader arrived damaged.',
    hint: 'Load the page again. If it stays, clear this site’s stored data.',
  },
  'model-invalid': {
    message: 'This model’s description is not one we understand.',
    hint: 'Export the model again with the training tools of this version.',
  },
  'calibration-mismatch': {
    message: 'A part of the reader was replaced, but what was fitted to it was not.',
    hint: 'Load the page again. If you trained a model, fit the reader to it with `npm run calibrate`.',
  },
  'model-uncalibrated': {
    message:
      'Nothing was fitted to this reader yet: it reads, but is often surer than it should be.',
    hint: 'Fit it with `npm run calibrate`, which writes its manifest.json.',
  },
  'custom-model-incomplete': {
    message: 'A file of this model is missing.',
    hint: 'Choose model.json, weights.bin and manifest.json together, or a zip of them.',
  },
  'custom-model-damaged': {
    message: 'A file of this model is damaged or of another model.',
    hint: 'Copy the model’s files once more, all from the same folder.',
  },
  'custom-model-invalid': {
    message: 'This model cannot be used here.',
    hint: 'Train it again with the command that the export dialog shows.',
  },
  'custom-model-too-large': {
    message: 'This model is too large to be loaded.',
    hint: 'Export it with fewer or smaller weights, at most 64 MB.',
  },
  'training-unfit': {
    message: 'The last layers of this model cannot be trained here.',
    hint: 'Remove it and train from the shipped model, or use the command of the long training.',
  },
  'training-memory': {
    message: 'There is not enough memory to train with these pictures here.',
    hint: 'Close other tabs, train with fewer pictures, or use the command of the long training.',
  },
  'training-ended': {
    message: 'The training ended before it was done.',
    hint: 'What was trained before is still here. Start it again; if it ends again, use the command of the long training.',
  },
  'training-pictures': {
    message: 'There are too few pictures with boxes to train with.',
    hint: 'Draw boxes in more pictures and mark them as verified.',
  },
  'backend-failed': {
    message: 'This browser could not start the reader.',
    hint: 'Update the browser, or try Chrome, Edge, Firefox or Safari of the last two years.',
  },
  'opencv-failed': {
    message: 'The picture tools could not start.',
    hint: 'Check the connection and load the page again. If it stays, update the browser.',
  },
  'tesseract-failed': {
    message: 'The reader of printed text stopped.',
    hint: 'Try once more; handwriting is still read.',
  },
  'worker-crashed': {
    message: 'The reader stopped and was started again.',
    hint: 'Nothing you saved is lost. Try once more.',
  },
  'worker-silent': {
    message: 'The reader hung and was started again.',
    hint: 'Nothing you saved is lost. Try once more; if it is always the same picture, make it smaller.',
  },
  'worker-lost-graphics': {
    message: 'The graphics processor dropped the reader, which was started again without it.',
    hint: 'Nothing you saved is lost. Reading may be slower until the page is loaded again.',
  },
  'worker-gone': {
    message: 'The reader stopped twice and stays off.',
    hint: 'Try again; if that does not help, load the page again.',
  },
  'packing-ended': {
    message: 'The zip was not finished: packing it stopped.',
    hint: 'Nothing here is lost. Try once more; if it stays, close other tabs, or take fewer pictures at a time.',
  },
  'message-invalid': {
    message: 'The page and its reader do not fit together.',
    hint: 'Load the page again to get both from the same version.',
  },
  'colour-pale': {
    message: 'There is too little colour here.',
    hint: 'Point at the coloured part. White, gray and black cannot be followed: take something in a strong colour.',
  },
  'colour-dark': {
    message: 'It is too dark here to tell colours apart.',
    hint: 'Turn on a light, or take a brighter marker.',
  },
  'colour-like-skin': {
    message: 'This colour is too much like skin.',
    hint: 'Take a green, blue or pink marker, so that hand and face are not taken for it.',
  },
  'colour-in-background': {
    message: 'Much of the picture has this colour too.',
    hint: 'Take a marker in another colour, or turn so that clothes and wall behind it differ.',
  },
  'marker-not-found': {
    message: 'No coloured thing was seen moving.',
    hint: 'Hold the marker in front of the camera and wave it, keeping the rest still.',
  },
  'marker-still': {
    message: 'What you pointed at does not move.',
    hint: 'Point at the thing you write with, and move it a little. Or wave it: it is found by itself.',
  },
  'ink-file-invalid': {
    message: 'This file holds no ink that can be read here.',
    hint: 'Open InkML, or strokes that were saved here as JSON.',
  },
  cancelled: { message: 'Cancelled.', hint: 'Start it again whenever you like.' },
  internal: {
    message: 'Something went wrong while reading.',
    hint: 'Try once more, or with another picture.',
  },
} as const;

export type ReadingErrorCode = keyof typeof ERRORS;

/** An error with a code for programs, a sentence for people, and a hint that says what to do. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';
  readonly code: ReadingErrorCode;
  readonly hint: string;

  constructor(code: ReadingErrorCode, options: { cause?: unknown; detail?: string } = {}) {
    const { message, hint } = ERRORS[code];
    super(
      options.detail === undefined ? message : `${message} (${options.detail})`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.hint = hint;
  }
}

/** Plain data of an error, so that it can cross threads. */
export interface ErrorReport {
  readonly code: ReadingErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The report of anything thrown; what is not a `ReadingError` becomes `internal`. */
export function reportError(error: unknown): ErrorReport {
  const known =
    error instanceof ReadingError
      ? error
      : new ReadingError('internal', {
          cause: error,
          detail: error instanceof Error ? error.message : String(error),
        });
  return { code: known.code, message: known.message, hint: known.hint };
}

/** The code as one we know, or null: for reports that arrive from another thread. */
export function asErrorCode(code: string): ReadingErrorCode | null {
  return Object.hasOwn(ERRORS, code) ? (code as ReadingErrorCode) : null;
}

/** @throws ReadingError `cancelled` when the signal was raised. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ReadingError('cancelled');
}
