import { createNotebook, type Notebook } from '../../../src/app/notebook/notebook.ts';
import {
  createNotebookDatabase,
  type NotebookDatabase,
} from '../../../src/app/notebook/notebookDatabase.ts';
import { createNews } from '../../../src/app/storage/news.ts';
import type { TranscriptLine } from '../../../src/app/transcript/transcript.ts';
import { readLine } from '../../formats/samples.ts';
import { fakeLocks } from '../annotate/project/fakeLocks.ts';

let browsers = 0;

/** One browser: its tabs share storage, locks and news. */
export function fakeBrowser() {
  browsers += 1;
  const name = `notebook-${browsers}`;
  let locks = fakeLocks();
  let nowMs = 1_000_000;
  const tab = (change = (database: NotebookDatabase) => database): Notebook =>
    createNotebook({
      database: change(createNotebookDatabase(name)),
      locks,
      news: createNews(`${name}-news`),
      nowMs: () => nowMs,
      keeps: () => true,
    });
  return {
    tab,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** A tab after the browser was killed: what was locked is free. */
    killed: (): Notebook => {
      locks = fakeLocks();
      return tab();
    },
  };
}

/** A line of a transcript that reads `text`. */
export function lineReading(text: string, id = 1): TranscriptLine {
  return {
    ...readLine(text, 20 * id),
    ...{ id, sheetId: 1, status: 'sure', corrections: {}, inView: false },
  };
}

export function liveContent(...texts: readonly string[]) {
  return {
    transcript: texts.map((text, index) => lineReading(text, index + 1)),
    frame: { width: 640, height: 480 },
  };
}
