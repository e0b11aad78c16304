import { ReadingError, reportError } from '../reading/errors.ts';
import { bitmapOfPixels } from './bitmapOfPixels.ts';
import { answerPing, type FromSupervised } from './supervision.ts';
import { tiffDecoding } from './tiffDecoding.ts';
import { type FromTiff, isToTiff } from './tiffProtocol.ts';

// Pages of a scan take seconds to unpack and to make smaller: the page goes on meanwhile.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromTiff | FromSupervised, transfer: Transferable[] = []): void =>
  scope.postMessage(message, transfer);
const perform = tiffDecoding(post, bitmapOfPixels);

scope.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (answerPing(data, post)) return;
  if (isToTiff(data)) void perform(data);
  else post({ type: 'broken', error: reportError(new ReadingError('message-invalid')) });
};
