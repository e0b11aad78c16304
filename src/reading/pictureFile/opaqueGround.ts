const WHITE = 255;
const MIDDLE = 127.5;

/**
 * Lays a picture with transparency on white paper, or on black where what it shows is light: white
 * ink exported without its board would vanish on white. Opaque pictures are left as they are.
 * @param data RGBA bytes, not premultiplied; changed in place
 */
export function layOnGround(data: Uint8ClampedArray): void {
  const brightness = brightnessIfTransparent(data);
  if (brightness === null) return;
  const ground = brightness > MIDDLE ? 0 : WHITE;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      data[channel] = ground + (((data[channel] ?? 0) - ground) * alpha) / 255;
    }
    data[at + 3] = 255;
  }
}

/** Mean brightness of what is not transparent, 0..255 (0 of nothing); null where all is opaque. */
function brightnessIfTransparent(data: Uint8ClampedArray): number | null {
  let sum = 0;
  let covered = 0;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    sum += alpha * (0.299 * red + 0.587 * green + 0.114 * blue);
    covered += alpha;
  }
  if (covered === (data.length / 4) * 255) return null;
  return covered === 0 ? 0 : sum / covered;
}
