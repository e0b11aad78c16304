import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { ReadingError } from '../errors.ts';
import { type BackendTrial, medianTimeMs, outputsAgree } from './backendTrial.ts';
import { isSoftwareRenderer, webglRenderer } from './webglRenderer.ts';

export type BackendName = 'wasm' | 'webgl' | 'cpu';

/** Small texts that stay on the device, such as `localStorage`. */
export interface KeyValueStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export interface BackendOptions {
  /** Folder of TF.js's three `.wasm` files (a path in Node, a URL in the page), or one URL each. */
  readonly wasmPaths: string | Readonly<Record<WasmFile, string>>;
  /** Threads of the wasm backend; more than one needs cross-origin isolation. Default 1. */
  readonly threads?: number;
  /** Taken without measuring; the others only follow where it fails. */
  readonly override?: BackendName;
  /** Where the choice is remembered. */
  readonly store?: KeyValueStore;
  /** Says which graph was timed (name and version), so that a new one is timed again. */
  readonly trialName?: string;
  /** Builds the real graph on the backend just set. Without it, webgl is not considered. */
  readonly trial?: () => Promise<BackendTrial>;
  /** Told when the graphics processor drops webgl: what runs on it then may never end. */
  readonly onLost?: () => void;
}

export type WasmFile =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** What became of one backend. */
export interface BackendAttempt {
  readonly name: BackendName;
  readonly outcome: 'chosen' | 'slower' | 'failed' | 'software' | 'differs';
  /** Median of one run of the trial graph, or null where it was not timed. */
  readonly runMs: number | null;
  /** Why it failed, for the details panel. */
  readonly reason?: string;
}

export interface BackendChoice {
  readonly backend: BackendName;
  readonly tried: readonly BackendAttempt[];
  /** The choice came from the store. */
  readonly remembered: boolean;
}

const FALLBACK_ORDER: readonly BackendName[] = ['wasm', 'webgl', 'cpu'];
const STORE_KEY = 'handlens.backend';
/** Webgl's times swing with the device's load, so it must win clearly. */
const CLEARLY_FASTER = 1.25;

/**
 * Starts the TF.js backend that all graphs use from here on: wasm, or webgl where it runs the trial
 * graph clearly faster with the same output on a real graphics processor. Falls back to the next.
 * @throws ReadingError `backend-failed` when none starts
 */
export async function chooseBackend(options: BackendOptions): Promise<BackendChoice> {
  tf.enableProdMode();
  const { override, trial, store } = options;
  const tried: BackendAttempt[] = [];
  if (override !== undefined) return startFirst(orderFrom(override), options, tried, false);

  const known = trial === undefined ? null : recall(store, options.trialName);
  if (known !== null) return startFirst(orderFrom(known), options, tried, true);

  const choice = await startFirst(FALLBACK_ORDER, options, tried, false);
  if (trial === undefined || choice.backend !== 'wasm') return choice;
  const measured = await challenge(options, trial);
  const backend = measured.some(({ name, outcome }) => name === 'webgl' && outcome === 'chosen')
    ? 'webgl'
    : 'wasm';
  await start(backend, options);
  if (backend === 'wasm') freeWebgl();
  remember(store, options.trialName, backend);
  return { backend, tried: measured, remembered: false };
}

/** Whether WebAssembly calculates several numbers at a time here, as all browsers since 2023 have it. */
export async function hasSimd(): Promise<boolean> {
  return (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
}

function orderFrom(first: BackendName): readonly BackendName[] {
  return [first, ...FALLBACK_ORDER.filter((name) => name !== first)];
}

async function startFirst(
  names: readonly BackendName[],
  options: BackendOptions,
  tried: BackendAttempt[],
  remembered: boolean,
): Promise<BackendChoice> {
  for (const name of names) {
    try {
      await start(name, options);
      tried.push({ name, outcome: 'chosen', runMs: null });
      return { backend: name, tried, remembered };
    } catch (error) {
      tried.push({ name, outcome: 'failed', runMs: null, reason: reasonOf(error) });
    }
  }
  throw new ReadingError('backend-failed', {
    detail: tried.map(({ name, reason }) => `${name}: ${reason ?? 'failed'}`).join('; '),
  });
}

/** Times wasm, which runs, and webgl with the same graph and input. */
async function challenge(
  options: BackendOptions,
  trial: () => Promise<BackendTrial>,
): Promise<readonly BackendAttempt[]> {
  const stay = (webgl: Omit<BackendAttempt, 'name'>, runMs: number | null = null) => [
    { name: 'wasm', outcome: 'chosen', runMs } as const,
    { name: 'webgl', ...webgl } as const,
  ];
  const renderer = webglRenderer();
  if (renderer === null) return stay({ outcome: 'failed', runMs: null, reason: 'no WebGL 2' });
  if (isSoftwareRenderer(renderer)) {
    return stay({ outcome: 'software', runMs: null, reason: renderer });
  }
  const wasm = await medianTimeMs(trial);
  try {
    await start('webgl', options);
    const webgl = await medianTimeMs(trial);
    if (!outputsAgree(wasm.output, webgl.output)) {
      return stay({ outcome: 'differs', runMs: webgl.runMs }, wasm.runMs);
    }
    if (webgl.runMs * CLEARLY_FASTER > wasm.runMs) {
      return stay({ outcome: 'slower', runMs: webgl.runMs }, wasm.runMs);
    }
    return [
      { name: 'wasm', outcome: 'slower', runMs: wasm.runMs },
      { name: 'webgl', outcome: 'chosen', runMs: webgl.runMs },
    ];
  } catch (error) {
    return stay({ outcome: 'failed', runMs: null, reason: reasonOf(error) }, wasm.runMs);
  }
}

/** Starts one backend and makes it the current one. */
async function start(name: BackendName, options: BackendOptions): Promise<void> {
  if (!(name in tf.engine().registry)) {
    switch (name) {
      case 'wasm':
        setWasmPaths(
          typeof options.wasmPaths === 'string'
            ? withSlash(options.wasmPaths)
            : { ...options.wasmPaths },
        );
        setThreadsCount(options.threads ?? 1);
        break;
      case 'webgl':
        await import('@tensorflow/tfjs-backend-webgl');
        break;
      case 'cpu':
        await import('@tensorflow/tfjs-backend-cpu');
        break;
    }
  }
  if (!(await tf.setBackend(name))) throw new Error(`${name} did not start`);
  await tf.ready();
  if (name === 'webgl' && options.onLost !== undefined) watchContext(options.onLost);
}

const watched = new WeakSet<object>();

/** Tells when the current webgl backend loses its context, as after sleep or a driver's restart. */
function watchContext(onLost: () => void): void {
  const { gl } = (tf.backend() as MathBackendWebGL).getGPGPUContext();
  if (watched.has(gl)) return;
  watched.add(gl);
  gl.canvas.addEventListener('webglcontextlost', () => {
    // One that was let go for another way to calculate is missed by nobody.
    if (tf.getBackend() === 'webgl') onLost();
  });
}

/** Gives webgl's context and textures back; the backend can be started again later. */
function freeWebgl(): void {
  if (!('webgl' in tf.engine().registry)) return;
  const factory = tf.findBackendFactory('webgl');
  tf.removeBackend('webgl');
  tf.registerBackend('webgl', factory, 0);
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

function recall(store: KeyValueStore | undefined, trialName = ''): BackendName | null {
  const value = store?.get(STORE_KEY) ?? null;
  for (const name of ['wasm', 'webgl', 'cpu'] as const) {
    if (value === rememberedValue(name, trialName)) return name;
  }
  return null;
}

function remember(store: KeyValueStore | undefined, trialName = '', backend: BackendName): void {
  store?.set(STORE_KEY, rememberedValue(backend, trialName));
}

function rememberedValue(backend: BackendName, trialName: string): string {
  return `${backend} ${tf.version_core} ${trialName}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message);
  }
  return String(error);
}
