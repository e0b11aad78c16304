import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { findBrowser } from '../../scripts/browser.mjs';
import { packageRoot } from './packageRoot.ts';

/** The built page in a headless Chromium, served from this machine alone. */
export interface HeadlessPage {
  readonly page: Page;
  readonly address: string;
  close(): Promise<void>;
}

export interface HeadlessOptions {
  /** Folder that is served; default the built page. */
  readonly served?: string;
  /** Page below the served folder; `''` is the app itself. */
  readonly path?: string;
  /** Sends the headers of cross-origin isolation, which allow wasm threads. */
  readonly isolated?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A video (y4m or MJPEG) that plays as the camera. */
  readonly cameraVideo?: string;
  /** Camera is allowed without asking; else the browser's own way of refusing. Default true. */
  readonly cameraAllowed?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Lets the page keep itself for use without a network; what it keeps, routes do not see. Default false. */
  readonly keepsOffline?: boolean;
  /** A processor without what WebAssembly's SIMD needs. Default false. */
  readonly withoutSimd?: boolean;
  /** WebGL, calculated by the processor where there is no other. Default false. */
  readonly withWebgl?: boolean;
}

const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Serves the built page on localhost and opens it.
 * @throws Error when no Chromium is found
 */
export async function openHeadlessPage(options: HeadlessOptions = {}): Promise<HeadlessPage> {
  const executablePath = await findBrowser();
  if (executablePath === null) {
    throw new Error('No Chromium found. Install one, or name it with CHROMIUM_PATH.');
  }
  const server = await serve(
    options.served ?? join(packageRoot(), 'dist'),
    options.isolated ?? false,
  );
  const [address = ''] = server.resolvedUrls?.local ?? [];
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath,
      args: [
        ...QUIET,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...(options.cameraVideo === undefined
          ? []
          : [
              '--use-fake-device-for-media-stream',
              `--use-file-for-fake-video-capture=${options.cameraVideo}`,
            ]),
        ...(options.withoutSimd ? ['--js-flags=--no-enable-sse4-1'] : []),
        ...(options.withWebgl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : []),
        ...((options.cameraAllowed ?? true) ? ['--use-fake-ui-for-media-stream'] : []),
      ],
    });
    // A context of its own: more pages of it are tabs of one browser.
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      colorScheme: options.colorScheme ?? 'light',
      serviceWorkers: options.keepsOffline ? 'allow' : 'block',
    });
    const page = await context.newPage();
    await page.goto(address + (options.path ?? ''));
    const opened = browser;
    return {
      page,
      address,
      async close() {
        await opened.close();
        await server.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}

function serve(folder: string, isolated: boolean): Promise<PreviewServer> {
  return preview({
    root: packageRoot(),
    configFile: false,
    build: { outDir: folder },
    logLevel: 'silent',
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: isolated
        ? {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          }
        : {},
    },
  });
}
