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

/** Signs that make a terminal do something, and those that turn the direction of writing. */
const COMMANDING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of one row that no terminal takes for a command: such signs are shown as what they are. */
export function printable(text: string): string {
  return text.replace(COMMANDING, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code < 256 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
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
      stream.write(`\r\x1b[K${printable(text).slice(0, Math.max(20, stream.columns - 1))}`);
    },
    clear() {
      stream.write('\r\x1b[K');
    },
  };
}
