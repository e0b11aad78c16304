/**
 * Sends everything that libraries log to standard error, so that standard output holds the result
 * and nothing else; and ends quietly when the reader of our output goes away (`… | head`).
 */
export function reserveStandardOutput(): void {
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** Writes to standard output, with a line end; nothing for an empty text. */
export function print(text: string): void {
  if (text === '') return;
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** One line on standard error that is written over as work goes on; quiet where it is no terminal. */
export interface ProgressLine {
  show(text: string): void;
  /** Clears the line, so that other text can follow. */
  clear(): void;
}

export function createProgressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { show() {}, clear() {} };
  return {
    show(text) {
      stream.write(`\r\x1b[K${text.slice(0, Math.max(20, stream.columns - 1))}`);
    },
    clear() {
      stream.write('\r\x1b[K');
    },
  };
}
