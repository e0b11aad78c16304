/**
 * What goes with every answer: isolation lets wasm use threads; nobody may frame the page, take a file
 * for what it is not, or learn the address that a link was followed from. Where the host cannot send
 * them, the service worker adds them from the second visit on.
 */
export const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
