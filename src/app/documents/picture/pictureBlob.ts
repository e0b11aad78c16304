/** A canvas as a picture file; without loss where the picture it came from was kept so. */
export async function pictureBlob(canvas: HTMLCanvasElement, cameFrom: string): Promise<Blob> {
  const type = cameFrom === 'image/png' ? 'image/png' : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.92));
  if (!blob) throw new Error('The browser could not store the picture.');
  return blob;
}
