import type { SureReading } from '../models/calibration.ts';
import type { Budget } from './budget.ts';
import type { DecodedViews, LineDecoder, LineViews, View } from './ctc/decoder.ts';
import type { ExpectedText } from './ctc/expectedText.ts';

/** Where the views of one line come from; those that are functions are made only when needed. */
export interface LineViewSource {
  /** The line's pictures by the first net, at least one. */
  readonly pictures: readonly View[];
  /** Whether letters may stand in it that the first net does not know: the Latin net is always asked. */
  readonly mayBeAccented?: boolean;
  /** Another cut of the line by the first net; nothing where there is none. */
  anotherCut(isLone: boolean): Promise<readonly View[]>;
  /** What the Latin net makes of the line, and of its other cut; nothing where it cannot be had. */
  latinNet(isLone: boolean): Promise<readonly View[]>;
  /** What the net of lone characters makes of the line; nothing where it cannot be had. */
  characterNet(): Promise<readonly View[]>;
  /** What kind of text can stand there alone; default any. */
  readonly expects?: ExpectedText;
}

/**
 * Reads a line by as many views as it needs: its own pictures, where these leave it unsure the first
 * net's view of another cut and the Latin net's views, and where one character was read those of
 * the net of lone characters. `live` goes without the Latin net unless only that knows the letters.
 */
export async function readViews(
  decoder: LineDecoder,
  sureReading: SureReading,
  {
    pictures,
    mayBeAccented = false,
    anotherCut,
    latinNet,
    characterNet,
    expects = 'text',
  }: LineViewSource,
  budget: Budget,
): Promise<DecodedViews> {
  const isLive = budget === 'live';
  const decode = (views: LineViews): DecodedViews => decoder.decode({ ...views, expects });
  let decoded = decode({ pictures });
  // With time, what seems empty is looked at again too: faint ink is often seen then.
  if (isLive && decoded.text === '') return decoded;
  const isSure = decoded.confidence >= (isLive ? sureReading.live : sureReading.still);
  const isLone = decoded.text.length === 1;
  const beside: View[] = [];
  if (!isSure) beside.push(...(await anotherCut(isLone)));
  if (mayBeAccented || (!isSure && !isLive)) beside.push(...(await latinNet(isLone)));
  if (beside.length > 0) decoded = decode({ pictures, beside });
  if (decoded.text.length !== 1) return decoded;
  const lones = await characterNet();
  return lones.length === 0 ? decoded : decode({ pictures, beside, lones });
}
