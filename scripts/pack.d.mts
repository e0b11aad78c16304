export interface PackedSum {
  readonly files: number;
  /** Bytes. */
  readonly before: number;
  readonly after: number;
}

export const PACKED_TYPES: ReadonlyMap<string, string>;
export function packBest(folder: string, cache: string): Promise<PackedSum>;
export function packPage(): Promise<PackedSum>;
