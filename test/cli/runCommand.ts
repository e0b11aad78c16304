import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import type { RasterImage } from '../../src/reading/image.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built command, as `npm run NAME -- …` does. */
export function runBuilt(
  name: 'read' | 'evaluate' | 'handlens',
  args: readonly string[],
  cwd = packageRoot(),
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const script = join(packageRoot(), 'lib', 'cli', `${name}.js`);
    const child = spawn(process.execPath, [script, ...args], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A picture as the bytes of a PNG or JPEG file. */
export function encode(image: RasterImage, format: 'png' | 'jpeg' = 'png'): Buffer {
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(image.width, image.height);
  pixels.data.set(image.data);
  context.putImageData(pixels, 0, 0);
  return format === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer('image/jpeg', 90);
}
