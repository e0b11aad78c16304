/** A picture's bytes from its data URL. */
export async function blobOf(dataUrl: string): Promise<Blob> {
  return (await fetch(dataUrl)).blob();
}

/** Pictures decoded, ready to be drawn. */
export async function bitmapsOf(dataUrls: readonly string[]): Promise<readonly ImageBitmap[]> {
  const blobs = await Promise.all(dataUrls.map(blobOf));
  return Promise.all(blobs.map((blob) => createImageBitmap(blob)));
}
