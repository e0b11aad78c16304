// The few things that workers, windows and Node have in common and the engine may use.
// Declared here because the engine is compiled with neither `dom` nor `node`.

declare const performance: { now(): number };

interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

declare function setTimeout(callback: () => void, delayMs: number): unknown;

declare function clearTimeout(timer: unknown): void;

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
