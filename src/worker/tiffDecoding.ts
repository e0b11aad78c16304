import { ReadingError, reportError } from '../reading/errors.ts';
import type { RasterImage } from '../reading/image.ts';
import { openTiffHere, type TiffFile } from '../reading/pictureFile/filePages.ts';
import type { FromTiff, ToTiff } from './tiffProtocol.ts';

/** The worker's part of one TIFF file: told what is asked, it says what comes of it. */
export function tiffDecoding(
  post: (message: FromTiff, transfer: Transferable[]) => void,
  fromPixels: (image: RasterImage) => Promise<ImageBitmap>,
): (message: ToTiff) => Promise<void> {
  let file: TiffFile<ImageBitmap> | null = null;
  return async (message) => {
    try {
      if (message.type === 'open') {
        file = await openTiffHere(message.bytes, { fromPixels });
        post({ type: 'opened', pages: file.pages }, []);
        return;
      }
      if (file === null) throw new ReadingError('message-invalid');
      const { index, longSide } = message;
      const picture = await file.decode(index, longSide);
      post({ type: 'decoded', index, picture }, [picture]);
    } catch (thrown) {
      const error = reportError(thrown);
      if (message.type === 'open') post({ type: 'refused', error }, []);
      else post({ type: 'undecoded', index: message.index, error }, []);
    }
  };
}
