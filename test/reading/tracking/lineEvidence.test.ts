import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { type GrayImage, toGray } from '../../../src/reading/image.ts';
import {
  measureLine,
  SIGNATURE_LENGTH,
  signatureDistance,
} from '../../../src/reading/tracking/lineEvidence.ts';
import { LINE_TRACKER_DEFAULTS } from '../../../src/reading/tracking/trackedLine.ts';

interface Look {
  readonly shiftX?: number;
  readonly shiftY?: number;
  readonly blur?: number;
  readonly paper?: string;
  readonly ink?: string;
}

/** Strokes along a line, at shares of its width; drawn as a camera might see them. */
function strokes(places: readonly number[], look: Look = {}): GrayImage {
  const { shiftX = 0, shiftY = 0, blur = 0, paper = '#eee', ink = '#222' } = look;
  const canvas = createCanvas(480, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, 480, 48);
  if (blur > 0) context.filter = `blur(${blur}px)`;
  context.strokeStyle = ink;
  context.lineWidth = 3;
  for (const place of places) {
    const x = 480 * place + shiftX;
    context.beginPath();
    context.moveTo(x, 10 + shiftY);
    context.lineTo(x + 9, 38 + shiftY);
    context.stroke();
  }
  return toGray(context.getImageData(0, 0, 480, 48));
}

const WRITING = [0.05, 0.09, 0.14, 0.2, 0.24, 0.33, 0.38, 0.45, 0.5, 0.58, 0.62, 0.7, 0.77, 0.9];
/** The share of other ink from which the tracker reads a line again. */
const OTHER_INK = LINE_TRACKER_DEFAULTS.otherInk;

describe('line evidence', () => {
  const before = measureLine(strokes(WRITING));

  it.each([
    ['a shaking crop', strokes(WRITING, { shiftX: 2, shiftY: 1 })],
    ['blur', strokes(WRITING, { blur: 1.2 })],
    ['dim light', strokes(WRITING, { paper: '#999', ink: '#111' })],
    ['chalk on a board', strokes(WRITING, { paper: '#222', ink: '#eee' })],
  ])('takes %s for the same ink', (_, later) => {
    expect(signatureDistance(before.signature, measureLine(later).signature)).toBeLessThan(
      OTHER_INK / 1.5,
    );
  });

  it('tells other ink apart', () => {
    const other = [
      0.02, 0.11, 0.17, 0.28, 0.3, 0.41, 0.42, 0.54, 0.65, 0.67, 0.73, 0.82, 0.86, 0.96,
    ];
    const apart = signatureDistance(before.signature, measureLine(strokes(other)).signature);
    expect(apart).toBeGreaterThan(OTHER_INK);
    const half = measureLine(strokes(WRITING.slice(0, 7)));
    expect(signatureDistance(before.signature, half.signature)).toBeGreaterThan(OTHER_INK);
  });

  it('calls the sharper picture sharper', () => {
    const blurred = [0, 0.6, 1.2, 2.4].map(
      (blur) => measureLine(strokes(WRITING, { blur })).sharpness,
    );
    expect(blurred).toEqual([...blurred].sort((a, b) => b - a));
    expect(blurred[0]).toBeGreaterThan(2 * (blurred[3] ?? 0));
  });

  it('takes two blank crops for the same, and blank for other than written', () => {
    const blank = measureLine(strokes([]));
    expect(blank.sharpness).toBe(0);
    expect(signatureDistance(blank.signature, blank.signature)).toBe(0);
    expect(signatureDistance(blank.signature, before.signature)).toBe(1);
  });

  it('has something to say of crumbs of pixels', () => {
    const crumb = measureLine({ width: 1, height: 1, data: Uint8Array.of(7) });
    expect(crumb.sharpness).toBe(0);
    expect(crumb.signature).toHaveLength(SIGNATURE_LENGTH);
  });

  it('is symmetric and 0 for itself', () => {
    const other = measureLine(strokes(WRITING.slice(3), { blur: 1 }));
    const there = signatureDistance(before.signature, other.signature);
    expect(signatureDistance(other.signature, before.signature)).toBeCloseTo(there, 9);
    expect(signatureDistance(other.signature, other.signature)).toBeCloseTo(0, 6);
  });
});
