/**
 * Lets messages in: calculating on wasm never leaves its task, so that a worker that reads a whole
 * page would hear neither a wish to stop nor the question whether it still works.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
