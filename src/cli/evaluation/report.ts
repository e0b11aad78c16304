import type { ErrorRates } from '../../reading/evaluation/errorRate.ts';
import type { EngineChoice } from '../../reading/results.ts';

/** Pictures of one line or word each, read by each engine. */
export interface LinesReport {
  readonly images: number;
  readonly engines: Readonly<Partial<Record<EngineChoice, ErrorRates>>>;
}

/** Whole pictures: handwritten lines found at IoU 0.5, and characters wrong end to end. */
export interface ScenesReport {
  readonly images: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly f1: number | null;
  /** Average precision of all lines, by how likely they are handwritten ones. */
  readonly ap50: number | null;
  readonly cer: number | null;
  /** Lines shown, print among them, for each picture that has no writing, where there are such. */
  readonly shownWithoutWriting?: number;
}

/** Textbook pages: shares of the openers that are right, and of the body pages taken for openers. */
export interface TextbookReport {
  readonly openers: number;
  readonly bodies: number;
  readonly ap50: { readonly chapter: number | null; readonly title: number | null };
  readonly chapterRight: number | null;
  readonly titleRight: number | null;
  readonly bothRight: number | null;
  readonly falseOpeners: number | null;
  readonly secondsPerPage: number | null;
}

/** What was read in ink. */
export interface AirRates {
  readonly cer: number | null;
  /** Share of the written words that were read without a fault. */
  readonly wordsRight: number | null;
}

/** Films of writing in the air, from the marker to the text. */
export interface AirReport extends AirRates {
  readonly clips: number;
  /** The same strokes without a film in between, where they lie beside the films. */
  readonly direct?: AirRates;
  /** Middle distance of the tip from its true place, where that is told: px of a picture 720 px high. */
  readonly tipErrorPx?: number;
}

/** What `npm run evaluate -- DIR --json` prints: fractions from 0 to 1, a key for each truth found. */
export interface EvaluationReport {
  readonly lines?: LinesReport;
  readonly scenes?: ScenesReport;
  readonly textbook?: TextbookReport;
  readonly air?: AirReport;
}

function percent(fraction: number | null): string {
  return fraction === null ? '–' : `${(100 * fraction).toFixed(1)} %`;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(28)}${value.padStart(9)}`;
}

function linesText({ images, engines }: LinesReport): string[] {
  const rates = Object.entries(engines).map(
    ([engine, { cer, wer }]) =>
      `  ${engine.padEnd(14)}${percent(cer).padStart(9)}${percent(wer).padStart(9)}`,
  );
  const head = `  ${''.padEnd(14)}${'CER'.padStart(9)}${'WER'.padStart(9)}`;
  return [`Lines (${images} pictures)`, head, ...rates];
}

function scenesText(report: ScenesReport): string[] {
  const { images, recall, precision, f1, ap50, cer, shownWithoutWriting } = report;
  return [
    `Scenes (${images} pictures, handwriting)`,
    row('recall at IoU 0.5', percent(recall)),
    row('precision', percent(precision)),
    row('F1', percent(f1)),
    row('AP50', percent(ap50)),
    row('CER end to end', percent(cer)),
    ...(shownWithoutWriting === undefined
      ? []
      : [row('lines a picture of none', shownWithoutWriting.toFixed(3))]),
  ];
}

function textbookText(report: TextbookReport): string[] {
  const seconds = report.secondsPerPage;
  return [
    `Textbook (${report.openers} openers, ${report.bodies} body pages)`,
    row('AP50 chapter', percent(report.ap50.chapter)),
    row('AP50 title', percent(report.ap50.title)),
    row('chapter right', percent(report.chapterRight)),
    row('title right', percent(report.titleRight)),
    row('both right', percent(report.bothRight)),
    row('body pages taken for openers', percent(report.falseOpeners)),
    row('time a page', seconds === null ? '–' : `${seconds.toFixed(2)} s`),
  ];
}

function airText({ clips, cer, wordsRight, direct, tipErrorPx }: AirReport): string[] {
  return [
    `Air-writing (${clips} clips)`,
    row('CER', percent(cer)),
    row('words right', percent(wordsRight)),
    ...(direct === undefined
      ? []
      : [
          row('the same strokes drawn: CER', percent(direct.cer)),
          row('  words right', percent(direct.wordsRight)),
        ]),
    ...(tipErrorPx === undefined ? [] : [row('tip error at 720p', `${tipErrorPx.toFixed(2)} px`)]),
  ];
}

/** The report as tables for people. */
export function reportText({ lines, scenes, textbook, air }: EvaluationReport): string {
  const parts = [
    ...(lines === undefined ? [] : [linesText(lines)]),
    ...(scenes === undefined ? [] : [scenesText(scenes)]),
    ...(textbook === undefined ? [] : [textbookText(textbook)]),
    ...(air === undefined ? [] : [airText(air)]),
  ];
  return parts.map((part) => `${part.join('\n')}\n`).join('\n');
}
