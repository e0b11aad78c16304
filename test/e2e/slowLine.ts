import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { packedFile } from '../../build/compressedPreview.ts';
import { PACKED_TYPES } from '../../scripts/pack.mjs';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { HEADERS } from '../../src/serviceWorker/headers.ts';

/** Every answer begins this much later. */
export const LATENCY_MS = 150;
const CHUNK = 8_000;
const TIMER_MS = 20;

export interface SentFile {
  readonly path: string;
  /** On the line, packed in Brotli where that gains anything. */
  readonly bytes: number;
}

export interface SlowLine {
  readonly address: string;
  /** What was sent so far, whole. */
  readonly sent: () => readonly SentFile[];
  close(): Promise<void>;
}

/** Serves the built page as a good host does, over one line that all answers share, chunk by chunk in turn. */
export async function serveOnSlowLine(bytesPerSecond: number): Promise<SlowLine> {
  const sent: SentFile[] = [];
  let free = 0;
  /** Waits until the line has carried so many bytes more. */
  const carry = async (bytes: number): Promise<void> => {
    // Timers fire late; what that costs is made up for by the next chunks.
    free = Math.max(free, Date.now() - TIMER_MS) + (bytes / bytesPerSecond) * 1000;
    await wait(free - Date.now());
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(packageRoot(), 'dist', path === '/' ? 'index.html' : path);
    await wait(LATENCY_MS);
    const isThere = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere) {
      response.statusCode = 404;
      response.end();
      return;
    }
    const packed = await packedFile(file);
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.setHeader(
      'Content-Type',
      PACKED_TYPES.get(extname(file)) ?? 'application/octet-stream',
    );
    response.setHeader('Cache-Control', 'no-cache');
    if (packed !== null) response.setHeader('Content-Encoding', 'br');
    const bytes = packed?.bytes ?? (await readFile(file));
    for (let at = 0; at < bytes.length && !response.destroyed; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK);
      await carry(chunk.length);
      response.write(chunk);
    }
    response.end();
    sent.push({ path, bytes: bytes.length });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
