// `npm start`: installs, builds, serves the built page with cross-origin isolation, prints the
// address, and opens it where there is a display. What it sends is packed as well as can be once there
// was time for that; the next start finds it done.
import { packPage } from './pack.mjs';
import { installPackages, root, run } from './run.mjs';

installPackages();
run('npm', ['run', 'build', '--silent']);
const { preview } = await import('vite');
const headless =
  process.env.CI !== undefined ||
  (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY);
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { host: 'localhost', port: Number(process.env.PORT ?? 4173), open: !headless },
});
const [address] = server.resolvedUrls?.local ?? [];
console.log(`\nHandlens is ready: ${address}\nPress Ctrl+C to stop.`);
await packPage();
