import '@fontsource/caveat/latin-600.css';
import { drawSamplePaper, PAPER_HEIGHT, PAPER_WIDTH } from './samplePaper.ts';

const FRAME_WIDTH = 1280;
const FRAME_HEIGHT = 720;
const FRAMES_PER_SECOND = 30;
/** Rows of paper drawn as one strip; the perspective is straight within it. */
const STRIP = 4;
/** How much narrower the sheet's far edge is than its near edge. */
const FAR_EDGE = 0.93;

/** A film of a handwritten sheet that is held up: a camera track without a camera. */
export interface SampleFilm {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/**
 * Films the sample's paper, drifting gently; it holds still for those who asked for less motion.
 * @throws when the handwriting font or a canvas is not to be had
 */
export async function startSampleFilm(): Promise<SampleFilm> {
  await document.fonts.load("600 76px 'Caveat'");
  const paper = canvasOf(PAPER_WIDTH, PAPER_HEIGHT);
  drawSamplePaper(paper.pen);
  const frame = canvasOf(FRAME_WIDTH, FRAME_HEIGHT);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  const [track] = frame.canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  if (!track) throw new Error('The canvas gave no video track.');
  const started = performance.now();
  const film = (): void => {
    const seconds = still ? 0 : (performance.now() - started) / 1000;
    drawFrame(frame.pen, paper.canvas, seconds);
  };
  film();
  const timer = setInterval(film, 1000 / FRAMES_PER_SECOND);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

function canvasOf(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser gives no canvas.');
  return { canvas, pen };
}

function drawFrame(pen: CanvasRenderingContext2D, paper: HTMLCanvasElement, seconds: number): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = '#94826b';
  pen.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT);

  const sway = Math.sin(seconds * 0.7);
  const lift = Math.sin(seconds * 0.46 + 1);
  pen.translate(FRAME_WIDTH / 2 + sway * 16, FRAME_HEIGHT / 2 + lift * 10);
  pen.rotate(-0.035 + 0.012 * Math.sin(seconds * 0.38));
  const scale = 0.98 + 0.015 * lift;
  pen.scale(scale, scale);

  drawShadow(pen);
  for (let y = 0; y < PAPER_HEIGHT; y += STRIP) {
    const width = PAPER_WIDTH * (FAR_EDGE + ((1 - FAR_EDGE) * y) / PAPER_HEIGHT);
    const top = y - PAPER_HEIGHT / 2;
    // One row more than the strip, so that no seam shows between two of them.
    pen.drawImage(paper, 0, y, PAPER_WIDTH, STRIP, -width / 2, top, width, STRIP + 1);
  }
}

/** The sheet's outline as a soft shadow on the desk. */
function drawShadow(pen: CanvasRenderingContext2D): void {
  const far = (PAPER_WIDTH * FAR_EDGE) / 2;
  const near = PAPER_WIDTH / 2;
  pen.save();
  pen.shadowColor = 'rgb(40 30 20 / 55%)';
  pen.shadowBlur = 28;
  pen.shadowOffsetY = 10;
  pen.fillStyle = '#fbf8ef';
  pen.beginPath();
  pen.moveTo(-far, -PAPER_HEIGHT / 2);
  pen.lineTo(far, -PAPER_HEIGHT / 2);
  pen.lineTo(near, PAPER_HEIGHT / 2);
  pen.lineTo(-near, PAPER_HEIGHT / 2);
  pen.fill();
  pen.restore();
}
