import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ReadingError, type ReadingErrorCode } from '../errors.ts';
import { checkCustomGraph } from './customModelGraph.ts';
import type { LoadedModel } from './loadModel.ts';
import { type DetectorManifest, parseManifest } from './manifest.ts';

/** A file that a person chose. */
export interface CustomModelFile {
  /** Its name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes of all files of a model together. */
export const MAX_CUSTOM_MODEL_BYTES = 64_000_000;

const MANIFEST = 'manifest.json';
const GRAPH = 'model.json';

/**
 * A detector of somebody's own, from the files that its training exported. Nothing is believed:
 * sizes and SHA-256 of all files, classes, prior boxes, the graph's operations, its weights and what
 * a run takes are checked before anything is built. Further files are ignored.
 * @throws ReadingError `custom-model-…`, or `model-invalid` that names what is wrong in the manifest
 */
export function customDetectorModel(files: readonly CustomModelFile[]): LoadedModel<'detector'> {
  const byName = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { name, bytes } of files) {
    if (byName.has(name)) throw fail('invalid', `${name} is there twice`);
    byName.set(name, bytes);
  }
  const manifest = manifestOf(byName.get(MANIFEST));
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > MAX_CUSTOM_MODEL_BYTES) throw fail('too-large', `${total} bytes`);
  const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of manifest.files) {
    const content = byName.get(file.path);
    if (content === undefined) throw fail('incomplete', file.path);
    if (content.length !== file.bytes) {
      throw fail('damaged', `${file.path} has ${content.length} bytes instead of ${file.bytes}`);
    }
    if (bytesToHex(sha256(content)) !== file.sha256) {
      throw fail('damaged', `${file.path} differs from its SHA-256`);
    }
    bytes.set(file.path, content);
  }
  const graph = bytes.get(GRAPH);
  if (graph === undefined) throw fail('incomplete', GRAPH);
  const { liveLongSide, stillLongSide } = manifest.detector.input;
  const side = Math.max(liveLongSide, stillLongSide);
  const problem = checkCustomGraph(new TextDecoder().decode(graph), bytes, side);
  if (problem !== null) throw fail('invalid', `${GRAPH} ${problem}`);
  return { manifest, bytes };
}

function manifestOf(bytes: Uint8Array | undefined): DetectorManifest {
  if (bytes === undefined) throw fail('incomplete', MANIFEST);
  const manifest = parseManifest(bytes);
  if (manifest.kind !== 'detector') throw fail('invalid', `it is a ${manifest.kind}`);
  const { input } = manifest.detector;
  const { liveLongSide, stillLongSide } = input;
  if (Math.max(liveLongSide, stillLongSide) > MAX_LONG_SIDE) {
    throw fail('invalid', `its input is more than ${MAX_LONG_SIDE} px`);
  }
  return manifest;
}

/** A picture of this size is run in one piece; a larger one would not fit into the memory. */
const MAX_LONG_SIDE = 2048;

type Kind = 'incomplete' | 'damaged' | 'invalid' | 'too-large';

function fail(kind: Kind, detail: string): ReadingError {
  const code: ReadingErrorCode = `custom-model-${kind}`;
  return new ReadingError(code, { detail });
}
