import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { createServer } from 'vite';

/** The engine's own code, so that what is fitted is what runs: `load` takes a path from the root. */
export async function openEngine() {
  const vite = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  return { load: (path) => vite.ssrLoadModule(path), close: () => vite.close() };
}

/** The shipped detector of lines. */
export async function openLineDetector(load) {
  const { diskModelFiles } = await load('/src/cli/diskModelFiles.ts');
  const { chooseBackend } = await load('/src/reading/models/backend.ts');
  const { loadGraph } = await load('/src/reading/models/loadGraph.ts');
  const { createDetector } = await load('/src/reading/detector/detector.ts');
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await chooseBackend({ wasmPaths: join(dirname(wasm), 'dist') + sep, override: 'wasm' });
  return createDetector(
    await loadGraph(diskModelFiles('public/models'), 'handwriting-detector', { kind: 'detector' }),
  );
}
