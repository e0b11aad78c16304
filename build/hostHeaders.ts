import type { Plugin } from 'vite';
import { HEADERS } from '../src/serviceWorker/headers.ts';

/** Vite plugin: writes `_headers`, by which Netlify and Cloudflare Pages send what the page wants. */
export function hostHeaders(): Plugin {
  return {
    name: 'handlens:host-headers',
    apply: 'build',
    generateBundle() {
      const rows = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${rows.join('\n')}\n` });
    },
  };
}
