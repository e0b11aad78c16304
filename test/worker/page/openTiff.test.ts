import { createCanvas } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { expect, test } from 'vitest';
import type { RasterImage } from '../../../src/reading/image.ts';
import { tiffPages } from '../../../src/reading/pictureFile/tiffPages.ts';
import { openTiff } from '../../../src/worker/page/openTiff.ts';
import { tiffDecoding } from '../../../src/worker/tiffDecoding.ts';
import { isToTiff, type ToTiff } from '../../../src/worker/tiffProtocol.ts';
import { ScriptedWorker } from '../scriptedWorker.ts';

/** Stands for a bitmap: there are none without a browser. */
const asBitmap = async (image: RasterImage): Promise<ImageBitmap> =>
  image as unknown as ImageBitmap;

/** A worker that decodes for real, without a thread, but for the orders that it leaves alone. */
class Decoder extends ScriptedWorker<ToTiff> {
  readonly #perform = tiffDecoding((message) => this.say(message), asBitmap);
  readonly #leaves: ToTiff['type'] | null;

  constructor(leaves: ToTiff['type'] | null = null) {
    super();
    this.#leaves = leaves;
  }

  override postMessage(message: ToTiff): void {
    super.postMessage(message);
    if (isToTiff(message) && message.type !== this.#leaves) void this.#perform(message);
  }
}

function scan(): Uint8Array {
  const context = createCanvas(60, 40).getContext('2d');
  context.fillStyle = '#204080';
  context.fillRect(0, 0, 60, 40);
  const { data } = context.getImageData(0, 0, 60, 40);
  return new Uint8Array(UTIF.encodeImage(new Uint8Array(data), 60, 40));
}
const openWith = (worker: Decoder, bytes: Uint8Array) =>
  openTiff(bytes, () => worker as unknown as Worker);

test('the worker gives what the page would decode, and is let go', async () => {
  const worker = new Decoder();
  const bytes = scan();
  const { pages, decode, close } = await openWith(worker, bytes);
  const [own] = await tiffPages(bytes);
  expect(pages).toEqual([{ width: own?.width, height: own?.height, dpi: own?.dpi }]);
  expect(await decode(0, 30)).toEqual(own?.decode(30));
  await expect(decode(1, 30)).rejects.toMatchObject({ code: 'image-broken' });
  close();
  expect(worker.terminated).toBe(true);
  await expect(decode(0, 30)).rejects.toMatchObject({ code: 'worker-crashed' });
});

test('a file that cannot be opened is refused as it would be here, and holds no worker', async () => {
  const worker = new Decoder();
  const bytes = scan().slice(0, 8);
  await expect(openWith(worker, bytes)).rejects.toMatchObject({ code: 'image-broken' });
  expect(worker.terminated).toBe(true);
});

test('a page on which the worker dies is not waited for', async () => {
  const worker = new Decoder('decode');
  const { decode } = await openWith(worker, scan());
  const decoding = decode(0, 30);
  worker.crash();
  await expect(decoding).rejects.toMatchObject({ code: 'worker-crashed' });
});
