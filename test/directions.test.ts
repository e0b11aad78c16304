import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder of `src` may import from besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'main.tsx': ['app'],
  // The page and the service worker share the list of the build's files and their messages.
  app: ['worker', 'reading', 'formats', 'serviceWorker'],
  serviceWorker: [],
  // The bench page times the app's own canvas.
  bench: ['app', 'worker', 'reading', 'formats'],
  worker: ['reading', 'formats'],
  cli: ['reading', 'formats', 'bench'],
  formats: ['reading'],
  reading: [],
};

/** What `formats` takes of the engine at run time: geometry, texts, strokes and the parts of a page. */
const FOR_FORMATS =
  /^reading\/(geometry\.ts$|text\/|strokes\/|layout\/(pageLayout|paragraphs)\.ts$)/;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const STATEMENT =
  /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

function importsOf(file: string): readonly Import[] {
  const content = readFileSync(join(SRC, file), 'utf8');
  return [...content.matchAll(STATEMENT)].map(([, type, named, lazy]) => ({
    from: file,
    to: relative(SRC, join(SRC, dirname(file), (named ?? lazy ?? '').replace(/\?.*$/, ''))),
    typeOnly: type !== undefined,
  }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);
const imports = files
  .flatMap(importsOf)
  .filter(({ to }) => /\.tsx?$/.test(to) && !to.startsWith('..'));
const top = (file: string): string => file.split('/')[0] ?? '';
const shown = ({ from, to }: Import): string => `${from} → ${to}`;

/** The first circle of imports that a walk finds, as a path; null without any. */
function circleIn(edges: readonly Import[]): string | null {
  const next = new Map<string, Import[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (file: string): string | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ');
    if (done.has(file)) return null;
    path.push(file);
    for (const { to } of next.get(file) ?? []) {
      const circle = walk(to);
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const circle = walk(file);
    if (circle !== null) return circle;
  }
  return null;
}

describe('directions of imports', () => {
  it('sees the imports', () => {
    expect(imports.length).toBeGreaterThan(files.length);
    expect(imports.map(shown)).toContain('reading/reader.ts → reading/liveReader.ts');
  });

  it('go from the page over the worker to the engine', () => {
    const wrong = imports.filter(
      ({ from, to }) => top(from) !== top(to) && !(ALLOWED[top(from)] ?? []).includes(top(to)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('of formats take nothing of the engine but types, texts, strokes and geometry', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        top(from) === 'formats' && top(to) === 'reading' && !typeOnly && !FOR_FORMATS.test(to),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('make no circle', () => {
    expect(circleIn(imports.filter(({ typeOnly }) => !typeOnly))).toBeNull();
    const ring = ['a', 'b', 'c'].map((from, i) => ({
      from,
      to: ['b', 'c', 'a'][i] ?? '',
      typeOnly: false,
    }));
    expect(circleIn(ring)).toBe('a → b → c → a');
  });

  it('of screens do not go sideways', () => {
    const SCREENS = ['live', 'air', 'documents', 'annotate'];
    const screenOf = (file: string) => SCREENS.find((name) => file.startsWith(`app/${name}/`));
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [screenOf(from), screenOf(to)];
      return a !== undefined && b !== undefined && a !== b;
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});
