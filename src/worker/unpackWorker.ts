import { ReadingError, reportError } from '../reading/errors.ts';
import { answerPing, type FromSupervised } from './supervision.ts';
import { unpacking } from './unpacking.ts';
import { type FromUnpacking, isToUnpacking } from './unpackProtocol.ts';

// A zip is unpacked beside the page: what it holds may be large, or made to be.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromUnpacking | FromSupervised, transfer: Transferable[] = []): void =>
  scope.postMessage(message, transfer);
const perform = unpacking(post);

scope.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (answerPing(data, post)) return;
  if (!isToUnpacking(data)) return broken(new ReadingError('message-invalid'));
  perform(data).catch(broken);
};

function broken(error: unknown): void {
  post({ type: 'broken', error: reportError(error) });
}
