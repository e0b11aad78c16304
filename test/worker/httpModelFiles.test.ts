import { afterEach, expect, test, vi } from 'vitest';
import { httpModelFiles } from '../../src/worker/httpModelFiles.ts';

const files = httpModelFiles('http://localhost/app/');
afterEach(() => vi.unstubAllGlobals());

function answerWith(answer: () => Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: URL) => {
    asked.push(url.href);
    return answer();
  });
  return asked;
}

test('the bytes come whole, and each chunk is told', async () => {
  const chunks = [new Uint8Array([1, 2]), new Uint8Array([3])];
  const asked = answerWith(
    async () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            const chunk = chunks.shift();
            if (chunk) controller.enqueue(chunk);
            else controller.close();
          },
        }),
      ),
  );
  const counts: number[] = [];
  const bytes = await files.read('reader/weights.bin', { onBytes: (count) => counts.push(count) });
  expect([...bytes]).toEqual([1, 2, 3]);
  expect(counts).toEqual([2, 3]);
  expect(asked).toEqual(['http://localhost/app/models/reader/weights.bin']);
});

test.each([
  ['no such file', async () => new Response('', { status: 404 })],
  ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  [
    'a start page in its place',
    async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
  ],
  [
    'a connection that breaks off',
    async () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new TypeError('network error')),
        }),
      ),
  ],
])('%s is a missing model', async (_, answer) => {
  answerWith(answer);
  await expect(files.read('reader/model.json')).rejects.toMatchObject({ code: 'model-missing' });
});

test('cancelling is told apart from a lost connection', async () => {
  const abort = new AbortController();
  answerWith(() => {
    abort.abort();
    return Promise.reject(new DOMException('aborted', 'AbortError'));
  });
  await expect(files.read('reader/model.json', { signal: abort.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});
