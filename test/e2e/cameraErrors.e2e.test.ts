import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';

let opened: HeadlessPage;
beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#live', cameraAllowed: false });
});
afterAll(() => opened?.close());

async function startWith(failure: { name: string; message: string } | 'absent'): Promise<string> {
  const { page } = opened;
  await page.reload();
  await page.evaluate((thrown) => {
    if (thrown === 'absent') {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
      return;
    }
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException(thrown.message, thrown.name));
  }, failure);
  await page.getByRole('button', { name: 'Start camera' }).click();
  const notice = page.getByRole('alert');
  await notice.waitFor();
  return (await notice.textContent()) ?? '';
}

test.each([
  [
    'refused',
    { name: 'NotAllowedError', message: 'Permission denied' },
    /told not to use the camera/,
  ],
  [
    'refused by the system',
    { name: 'NotAllowedError', message: 'Permission denied by system' },
    /computer does not let the browser/,
  ],
  [
    'no camera',
    { name: 'NotFoundError', message: 'Requested device not found' },
    /No camera found/,
  ],
  [
    'in use',
    { name: 'NotReadableError', message: 'Could not start video source' },
    /Another program is using the camera/,
  ],
] as const)('%s: the camera says what happened and what to do', async (_, failure, sentence) => {
  expect(await startWith(failure)).toMatch(sentence);
});

test('a camera that is unplugged is told apart', async () => {
  const { page } = opened;
  await page.reload();
  await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    canvas.getContext('2d')?.fillRect(0, 0, 640, 360);
    const stream = canvas.captureStream(10);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
    Object.assign(window, {
      pullThePlug: () => stream.getTracks()[0]?.dispatchEvent(new Event('ended')),
    });
  });
  await page.getByRole('button', { name: 'Start camera' }).click();
  await page.locator('video').first().waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(() => (window as unknown as { pullThePlug(): void }).pullThePlug());
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/camera is gone/);
});
