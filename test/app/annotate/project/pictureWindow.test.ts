import { describe, expect, test } from 'vitest';
import type { DecodedPicture } from '../../../../src/app/annotate/project/decodePicture.ts';
import { createPictureWindow } from '../../../../src/app/annotate/project/pictureWindow.ts';
import { createThumbnails } from '../../../../src/app/annotate/project/thumbnails.ts';
import { until } from './sessions.ts';

/** Pictures that count how many are alive and notice when one is used after it was closed. */
function countedPictures(width = 1000) {
  const log = { alive: 0, most: 0, decoded: [] as string[], closedTwice: 0 };
  const file = async (imageId: string) => {
    if (imageId === 'broken') throw new Error('broken');
    return new Blob([imageId]);
  };
  const decode = async (blob: Blob): Promise<DecodedPicture> => {
    log.decoded.push(await blob.text());
    log.alive += 1;
    log.most = Math.max(log.most, log.alive);
    let open = true;
    const close = (): void => {
      if (!open) log.closedTwice += 1;
      open = false;
      log.alive -= 1;
    };
    return { bitmap: { close, width, height: width } as ImageBitmap, width, height: width };
  };
  return { log, pictures: createPictureWindow(file, decode) };
}

describe('the window on pictures', () => {
  test('the neighbours are decoded before they are asked for', async () => {
    const { log, pictures } = countedPictures();
    const lent = await pictures.take('b', ['c', 'a']);
    await until(() => log.decoded.length === 3);
    lent.giveBack();
    await pictures.take('c', ['d', 'b']);
    expect(log.decoded.slice(0, 3)).toEqual(['b', 'c', 'a']);
    expect(log.decoded.filter((id) => id === 'c')).toHaveLength(1);
  });

  test('going through 1,000 pictures keeps few alive and closes each once', async () => {
    const { log, pictures } = countedPictures();
    let last: { giveBack: () => void } | null = null;
    for (let i = 1; i < 1000; i++) {
      const lent = await pictures.take(`${i}`, [`${i + 1}`, `${i - 1}`]);
      last?.giveBack();
      last = lent;
    }
    last?.giveBack();
    last?.giveBack();
    pictures.close();
    await until(() => log.alive === 0);
    expect(log.most).toBeLessThanOrEqual(5);
    expect(log.closedTwice).toBe(0);
  });

  test('large pictures have one neighbour ready only', async () => {
    const { log, pictures } = countedPictures(5000);
    await pictures.take('b', ['c', 'a']);
    await until(() => log.decoded.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log.decoded).toEqual(['b', 'c']);
  });

  test('a picture that is lent stays open until it is given back, whatever comes', async () => {
    const { log, pictures } = countedPictures();
    const lent = await pictures.take('a', []);
    (await pictures.take('b', [])).giveBack();
    pictures.close();
    expect(log.alive).toBeGreaterThanOrEqual(1);
    lent.giveBack();
    await until(() => log.alive === 0);
  });

  test('one that cannot be opened says so each time, and the next opens', async () => {
    const { pictures } = countedPictures();
    await expect(pictures.take('broken', ['a'])).rejects.toThrow('broken');
    await expect(pictures.take('broken', ['a'])).rejects.toThrow('broken');
    expect((await pictures.take('a', ['broken'])).width).toBe(1000);
    await until(() => pictures.alive() === 1);
  });
});

describe('thumbnails', () => {
  test('only those on the screen are made, a bounded number is kept, failures are remembered', async () => {
    const made: string[] = [];
    const thumbnails = createThumbnails(async (imageId) => new Blob([imageId]), {
      limit: 3,
      make: async (blob) => {
        const name = await blob.text();
        made.push(name);
        if (name === 'broken') throw new Error('broken');
        return { url: `blob:${name}`, width: 1, height: 1 };
      },
    });
    thumbnails.want(['a', 'b', 'c']);
    thumbnails.want(['broken', 'd']);
    await until(() => thumbnails.get('d') !== undefined);
    expect(made).toEqual(['a', 'broken', 'd']);
    expect(thumbnails.get('broken')).toBeNull();
    thumbnails.want(['e', 'broken']);
    await until(() => thumbnails.get('e') !== undefined);
    expect(thumbnails.get('a')).toBeUndefined();
    expect(made).toEqual(['a', 'broken', 'd', 'e']);
  });
});
