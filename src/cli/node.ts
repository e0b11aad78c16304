/** What `import … from 'handlens/node'` gives: the reader in Node and the pictures it takes. */

export { ReadingError } from '../reading/errors.ts';
export type { RasterImage } from '../reading/image.ts';
export type { Reader } from '../reading/reader.ts';
export type {
  EngineChoice,
  LineReading,
  PictureReading,
  ReadLine,
  TextbookPage,
} from '../reading/results.ts';
export { createReaderInNode, type NodeReaderOptions } from './createReaderInNode.ts';
export { type DecodedImage, decodeImage, decodeImageFile } from './decodeImageFile.ts';
