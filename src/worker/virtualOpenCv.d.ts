/** OpenCV.js with its wasm split out and in two, made by `build/splitOpenCv.ts`. */
declare module 'virtual:opencv' {
  interface OpenCvOptions {
    /** Instantiates the wasm with these imports and hands the instance to `receive`. */
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => object;
    readonly onRuntimeInitialized: () => void;
    readonly onAbort: (reason: unknown) => void;
    readonly print?: (text: string) => void;
    readonly printErr?: (text: string) => void;
  }
  /** Starts OpenCV.js. What it returns is usable once `onRuntimeInitialized` was called. */
  export function createOpenCv(
    options: OpenCvOptions,
  ): typeof import('@techstark/opencv-js').default;
  /** The part of the wasm that the first readings use, and the rest: see `build/splitWasm.ts`. */
  export const firstUrl: string;
  export const firstBytes: number;
  export const restUrl: string;
  /** Places of the table between the two. */
  export const places: number;
}
