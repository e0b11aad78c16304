/**
 * What the page, or a worker, may do: nothing is fetched from or sent to any other origin, and no code
 * is made from strings (`wasm-unsafe-eval` allows WebAssembly alone). A worker is held to what came
 * with its own script: TF.js starts its wasm threads there, from blobs that it makes of that script.
 */
export function policyOf(which: 'page' | 'worker'): string {
  const blobs = which === 'worker' ? ' blob:' : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval'${blobs}`,
    `worker-src 'self'${blobs}`,
    "connect-src 'self' blob: data:",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: mediastream:",
    "style-src 'self'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * What goes with every answer: isolation lets wasm use threads; nobody may frame the page, take a file
 * for what it is not, or learn the address that a link was followed from. Where the host cannot send
 * them, the service worker adds them from the second visit on.
 */
export const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': `${policyOf('worker')}; frame-ancestors 'none'`,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
