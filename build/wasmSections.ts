/** One section of a WebAssembly module, its header left out. */
export interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

export const SECTION = {
  type: 1,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
} as const;

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Reads the binary format's numbers and names, from a place on. */
export class WasmCursor {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('WebAssembly ends too soon');
    return byte;
  }

  /** An unsigned LEB128. */
  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + length);
    if (taken.length < length) throw new Error('WebAssembly ends too soon');
    this.at += length;
    return taken;
  }
}

/** Unsigned LEB128. */
export function number(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  bytes.push(left);
  return bytes;
}

/** Signed LEB128 of a number that is not negative, as constants are written. */
export function constant(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 63; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  bytes.push(left);
  return bytes;
}

export function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...number(bytes.length), ...bytes];
}

/** @throws Error where it is no WebAssembly of version 1 */
export function readSections(wasm: Uint8Array): readonly Section[] {
  if (HEADER.some((byte, i) => wasm[i] !== byte)) throw new Error('not WebAssembly');
  const cursor = new WasmCursor(wasm, HEADER.length);
  const sections: Section[] = [];
  while (cursor.at < wasm.length) {
    const id = cursor.byte();
    sections.push({ id, body: cursor.take(cursor.number()) });
  }
  return sections;
}

export function writeSections(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  return joined([
    HEADER,
    ...sections.flatMap(({ id, body }) => [[id, ...number(body.length)], body]),
  ]);
}

export function joined(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
