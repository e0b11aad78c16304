import { useCallback, useEffect, useRef, useState } from 'react';
import { ReadingError, reportError } from '../../../reading/errors.ts';

/** Something that takes a while: how far it is, and how to end it. */
export interface RunningTask {
  readonly label: string;
  readonly done: number;
  /** 0 while it cannot be known. */
  readonly total: number;
  readonly cancel: () => void;
}

export interface TaskTrouble {
  readonly message: string;
  readonly hint: string;
}

export interface TaskTools {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface TaskControl {
  readonly task: RunningTask | null;
  readonly trouble: TaskTrouble | null;
  readonly forgive: () => void;
  /** Does it; another one that is under way is ended first. What is thrown is shown. */
  readonly run: (label: string, work: (tools: TaskTools) => Promise<void>) => Promise<void>;
}

/** One task at a time, with its progress and its trouble. */
export function useTask(): TaskControl {
  const [task, setTask] = useState<RunningTask | null>(null);
  const [trouble, setTrouble] = useState<TaskTrouble | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback<TaskControl['run']>(async (label, work) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const mine = (): boolean => running.current === abort;
    const cancel = (): void => {
      abort.abort();
      if (mine()) setTask(null);
    };
    setTrouble(null);
    setTask({ label, done: 0, total: 0, cancel });
    try {
      await work({
        signal: abort.signal,
        onProgress: (done, total) => mine() && setTask({ label, done, total, cancel }),
      });
    } catch (error) {
      if (!abort.signal.aborted && mine()) setTrouble(troubleOf(error));
    } finally {
      if (mine()) setTask(null);
    }
  }, []);
  const forgive = useCallback(() => setTrouble(null), []);
  return { task, trouble, forgive, run };
}

/** Any error in words, with what to do. */
export function troubleOf(error: unknown): TaskTrouble {
  if (error instanceof ReadingError) return reportError(error);
  if (error instanceof Error && 'hint' in error && typeof error.hint === 'string') {
    return { message: error.message, hint: error.hint };
  }
  return {
    message: 'That did not work.',
    hint: `Try once more. The browser says: ${error instanceof Error ? error.message : String(error)}`,
  };
}
