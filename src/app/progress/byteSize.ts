interface Part {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** Bytes of all parts together. */
export function loadedOf(parts: readonly Part[]): Part {
  return parts.reduce(
    (sum, part) => ({
      loadedBytes: sum.loadedBytes + part.loadedBytes,
      totalBytes: sum.totalBytes + part.totalBytes,
    }),
    { loadedBytes: 0, totalBytes: 0 },
  );
}

/** `"1.2 of 4.0 MB"`, in megabytes of 10⁶ bytes; kilobytes where all is less than one megabyte. */
export function byteSize(loadedBytes: number, totalBytes: number): string {
  if (totalBytes < 1e6) {
    return `${Math.round(loadedBytes / 1000)} of ${Math.round(totalBytes / 1000)} kB`;
  }
  return `${(loadedBytes / 1e6).toFixed(1)} of ${(totalBytes / 1e6).toFixed(1)} MB`;
}
