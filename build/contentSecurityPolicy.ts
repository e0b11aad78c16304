import type { Plugin } from 'vite';
import { policyOf } from '../src/serviceWorker/headers.ts';

/** Vite plugin: puts the policy into the built `index.html`; the dev server stays free of it. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyOf('page') },
        injectTo: 'head-prepend',
      },
    ],
  };
}
