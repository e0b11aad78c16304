import type { Plugin } from 'vite';

/**
 * What the built page may do, written into its head: nothing is fetched from or sent to any other
 * origin, and no code is made from strings (`wasm-unsafe-eval` allows WebAssembly alone).
 */
const POLICY = [
  "default-src 'self'",
  // TF.js starts its wasm threads from blobs of its own script, but in workers, which are no part of this.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "style-src 'self'",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');

/** Vite plugin: puts the policy into the built `index.html`; the dev server stays free of it. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
