/** Bytes that need not be in memory: a file on the disk, a part of one. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}
