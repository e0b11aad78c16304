/** A worker that a test speaks for. */
export class ScriptedWorker<To = unknown> {
  static all: ScriptedWorker[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  readonly received: To[] = [];
  terminated = false;

  constructor() {
    ScriptedWorker.all.push(this as ScriptedWorker);
  }

  postMessage(message: To): void {
    this.received.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: message });
  }

  crash(): void {
    this.onerror?.({ message: 'out of memory', preventDefault() {} });
  }
}
