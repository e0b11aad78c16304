interface Waiting {
  readonly callback: (lock: Lock | null) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  holder: Waiting | null;
  readonly waiting: Waiting[];
}

/** Exclusive Web Locks as all tabs of a browser see them: waiting in line, abort, steal. */
export function fakeLocks(): LockManager {
  const lines = new Map<string, Line>();

  function give(name: string, line: Line, to: Waiting): void {
    line.holder = to;
    const done = Promise.resolve(to.callback({ name, mode: 'exclusive' }));
    const next = (): void => {
      if (line.holder !== to) return;
      line.holder = null;
      const first = line.waiting.shift();
      if (first) give(name, line, first);
    };
    done.then(
      (value) => {
        next();
        to.resolve(value);
      },
      (error: unknown) => {
        next();
        to.reject(error);
      },
    );
  }

  function request(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const line = lines.get(name) ?? { holder: null, waiting: [] };
      lines.set(name, line);
      const own = { callback, resolve, reject };
      // Answers come later, as from another process.
      setTimeout(() => {
        if (options.signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
        if (options.steal && line.holder) {
          line.holder.reject(new DOMException('stolen', 'AbortError'));
          give(name, line, own);
        } else if (!line.holder) give(name, line, own);
        else {
          line.waiting.push(own);
          options.signal?.addEventListener('abort', () => {
            const at = line.waiting.indexOf(own);
            if (at < 0) return;
            line.waiting.splice(at, 1);
            reject(new DOMException('aborted', 'AbortError'));
          });
        }
      });
    });
  }

  return { request, query: async () => ({}) } as unknown as LockManager;
}
