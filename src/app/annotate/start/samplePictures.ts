import '@fontsource/caveat/latin-600.css';

const WIDTH = 1200;
const HEIGHT = 900;

/** Notes as somebody may want to annotate them: a heading and a few lines each. */
const NOTES = [
  ['Shopping', 'bread, two lemons', 'coffee for Monday', 'stamps'],
  ['Garden', 'water the beans twice', 'cut back the roses', 'ask Ruth about seeds'],
  ['Trip to Lyon', 'train at 7:42, platform 3', 'bring the green map', 'call the hotel'],
] as const;

/** Three handwritten notes, drawn here, to try the desk with. */
export async function drawSamplePictures(): Promise<readonly File[]> {
  await document.fonts.load("600 76px 'Caveat'");
  return Promise.all(
    NOTES.map(async (lines, index) => {
      const blob = await drawNote(lines);
      return new File([blob], `note-${index + 1}.png`, { type: 'image/png' });
    }),
  );
}

async function drawNote(lines: readonly string[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser gives no canvas.');
  pen.fillStyle = '#fbf8ef';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = '#c9d6e6';
  pen.lineWidth = 2;
  for (let y = 196; y < HEIGHT; y += 72) {
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(WIDTH, y);
    pen.stroke();
  }
  pen.fillStyle = '#22304f';
  lines.forEach((line, row) => {
    pen.font = row === 0 ? "600 84px 'Caveat'" : "600 72px 'Caveat'";
    pen.fillText(line, row === 0 ? 120 : 160, 184 + row * 144 + (row > 0 ? 60 : 0));
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made.'))));
  });
}
