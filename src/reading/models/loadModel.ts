import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ReadingError, throwIfAborted } from '../errors.ts';
import type { ReaderCalibration } from './calibration.ts';
import {
  checkFitted,
  type ManifestFile,
  type ManifestOf,
  type ModelKind,
  parseManifest,
} from './manifest.ts';
import type { ModelFiles } from './modelFiles.ts';

/** How far a model's download is, in bytes over all its files. */
export interface LoadingProgress {
  readonly name: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface LoadingOptions {
  readonly onProgress?: (progress: LoadingProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ModelOptions extends LoadingOptions {
  /** A calibration that was fitted with this model: other weights are refused before they are read. */
  readonly fittedTo?: Pick<ReaderCalibration, 'weights'>;
}

/** A model's files in memory, every one as the manifest says. */
export interface LoadedModel<Kind extends ModelKind = ModelKind> {
  readonly manifest: ManifestOf<Kind>;
  /** Bytes by the file's name in the manifest. */
  readonly bytes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Reads a model's manifest and all files that it lists, and checks sizes and SHA-256.
 * @param name folder in `public/models`
 * @throws ReadingError `model-missing`, `model-invalid`, `model-corrupt`, `calibration-mismatch`,
 *   `cancelled`
 */
export async function loadBytes<Kind extends ModelKind>(
  files: ModelFiles,
  name: string,
  kind: Kind,
  options: ModelOptions = {},
): Promise<LoadedModel<Kind>> {
  const { signal } = options;
  throwIfAborted(signal);
  const manifest = parseManifest(await files.read(`${name}/manifest.json`, optionsOf(signal)));
  if (!isOfKind(manifest, kind)) {
    throw new ReadingError('model-invalid', { detail: `kind of ${name} must be ${kind}` });
  }
  if (manifest.name !== name) {
    throw new ReadingError('model-invalid', { detail: `name must be ${name}` });
  }
  if (options.fittedTo !== undefined) checkFitted(options.fittedTo, manifest);
  const bytes = await readFiles(files, name, manifest.files, options);
  return { manifest, bytes };
}

/**
 * Reads listed files of one folder side by side and checks sizes and SHA-256.
 * @param name folder, and what progress is told of
 * @throws ReadingError `model-missing`, `model-corrupt`, `cancelled`
 */
export async function readFiles(
  files: ModelFiles,
  name: string,
  list: readonly ManifestFile[],
  { onProgress, signal }: LoadingOptions = {},
): Promise<LoadedModel['bytes']> {
  throwIfAborted(signal);
  const totalBytes = list.reduce((sum, file) => sum + file.bytes, 0);
  const loaded = list.map(() => 0);
  const report = (index: number, bytes: number): void => {
    loaded[index] = bytes;
    onProgress?.({ name, loadedBytes: loaded.reduce((sum, part) => sum + part, 0), totalBytes });
  };
  const parts = await Promise.all(
    list.map(async (file, index) => {
      const bytes = await files.read(`${name}/${file.path}`, {
        ...optionsOf(signal),
        // A server may send more than the manifest says; the total must not be overshot.
        onBytes: (count) => report(index, Math.min(count, file.bytes)),
      });
      throwIfAborted(signal);
      checkFile(name, file, bytes);
      report(index, file.bytes);
      return [file.path, bytes] as const;
    }),
  );
  return new Map(parts);
}

function isOfKind<Kind extends ModelKind>(
  manifest: ManifestOf<ModelKind>,
  kind: Kind,
): manifest is ManifestOf<Kind> {
  return manifest.kind === kind;
}

function optionsOf(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function checkFile(name: string, file: ManifestFile, bytes: Uint8Array): void {
  if (bytes.length !== file.bytes) {
    throw new ReadingError('model-corrupt', {
      detail: `${name}/${file.path} has ${bytes.length} bytes instead of ${file.bytes}`,
    });
  }
  if (bytesToHex(sha256(bytes)) !== file.sha256) {
    throw new ReadingError('model-corrupt', {
      detail: `${name}/${file.path} differs from its SHA-256`,
    });
  }
}
