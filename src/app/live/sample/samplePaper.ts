/** What stands on the sample's paper, a line a row. */
export const SAMPLE_LINES = [
  'Bring bread and two lemons',
  'call Anna before seven',
  'water the plants on Sunday',
  'the blue book is for Tom',
] as const;

export const PAPER_WIDTH = 1000;
export const PAPER_HEIGHT = 640;

const FIRST_LINE = 172;
const LINE_STEP = 112;

/** Draws a ruled sheet with a handwritten note on it. */
export function drawSamplePaper(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#fbf8ef';
  pen.fillRect(0, 0, PAPER_WIDTH, PAPER_HEIGHT);
  pen.strokeStyle = '#c9d6e6';
  pen.lineWidth = 1.5;
  for (let y = FIRST_LINE + 14; y < PAPER_HEIGHT; y += LINE_STEP / 2) {
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(PAPER_WIDTH, y);
    pen.stroke();
  }
  pen.strokeStyle = '#e3a9a2';
  pen.beginPath();
  pen.moveTo(86, 0);
  pen.lineTo(86, PAPER_HEIGHT);
  pen.stroke();

  pen.fillStyle = '#1d2b66';
  pen.textBaseline = 'alphabetic';
  SAMPLE_LINES.forEach((text, line) => {
    drawByHand(pen, text, 118 + (line % 2) * 10, FIRST_LINE + line * LINE_STEP, line);
  });
}

/** Words as a hand sets them: each a little higher, lower or more slanted than the one before. */
function drawByHand(
  pen: CanvasRenderingContext2D,
  text: string,
  left: number,
  baseline: number,
  line: number,
): void {
  pen.font = "600 76px 'Caveat'";
  let x = left;
  text.split(' ').forEach((word, index) => {
    const sway = Math.sin(index * 2.1 + line * 1.3);
    pen.save();
    pen.translate(x, baseline + sway * 2.5);
    pen.rotate(sway * 0.008);
    pen.fillText(word, 0, 0);
    pen.restore();
    x += pen.measureText(`${word} `).width + 8;
  });
}
