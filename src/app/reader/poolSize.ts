/** What a device says of itself. */
export interface DeviceLimits {
  readonly cores: number;
  /** As far as the browser tells: it says 8 for anything above. */
  readonly memoryGb: number;
  /** Threads that one reader calculates with. */
  readonly threads: number;
}

/** A reader with its models and pictures takes less than this, GB; the page and others take the rest. */
const READER_GB = 2;
/** More readers than these wait for each other's memory. */
const MOST = 4;
/** A further reader is worth its start from so many pages on. */
const PAGES_EACH = 4;

/** How many readers read so many pages side by side; at least one. */
export function poolSize(pages: number, { cores, memoryGb, threads }: DeviceLimits): number {
  // One core is the page's own.
  const byCores = Math.floor((cores - 1) / threads);
  const byMemory = Math.floor(memoryGb / READER_GB);
  const byPages = Math.floor(pages / PAGES_EACH);
  return Math.max(1, Math.min(byCores, byMemory, byPages, MOST));
}

/** The device that the page runs on. */
export function thisDevice(): DeviceLimits {
  const { hardwareConcurrency: cores = 1 } = navigator;
  // Browsers that do not tell run on devices with at least this much.
  const memoryGb = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : 4;
  return { cores, memoryGb, threads: crossOriginIsolated ? Math.min(4, cores) : 1 };
}
