/** Threads that a worker calculates with: at most so many, and one where memory cannot be shared. */
export function workerThreads(most: number): number {
  return globalThis.crossOriginIsolated ? Math.min(most, navigator.hardwareConcurrency || 1) : 1;
}
