import { fileURLToPath } from 'node:url';

/** Folder of TF.js's `.wasm` files in the installed package. */
export const WASM_FOLDER = fileURLToPath(
  new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm')),
);
