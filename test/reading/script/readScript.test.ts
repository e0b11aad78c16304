import { describe, expect, it } from 'vitest';
import { decodeImageFile } from '../../../src/cli/decodeImageFile.ts';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { type GrayImage, toGray } from '../../../src/reading/image.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import { readScript } from '../../../src/reading/script/readScript.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

const { cv } = await loadOpenCvInNode();
const { manifest } = await loadBytes(
  diskModelFiles('public/models'),
  'script-reader',
  'script-reader',
);

async function page(name: string): Promise<GrayImage> {
  return toGray((await decodeImageFile(`test/reading/script/pages/${name}.png`)).image);
}

describe('the shipped reader of scripts', () => {
  it.each([
    ['hindi', 'devanagari'],
    ['tamil', 'tamil'],
    ['german', 'latin'],
  ])('tells the script of a page in %s', async (name, script) => {
    expect(readScript(cv, await page(name), manifest.scripts)).toBe(script);
  });

  it('says nothing of a page with too little print, and leaves no Mat behind', async () => {
    const counted = countedOpenCv(cv);
    const { width, height, data } = await page('tamil');
    const head = { width, height: 100, data: data.slice(0, 100 * width) };
    expect(readScript(counted.cv, head, manifest.scripts)).toBeNull();
    expect(readScript(counted.cv, { width, height, data }, manifest.scripts)).toBe('tamil');
    expect(counted.live()).toBe(0);
  });
});
