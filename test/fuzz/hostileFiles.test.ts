import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openFiles } from '../../src/app/annotate/project/openPictures.ts';
import { emptyProject } from '../../src/app/annotate/project/project.ts';
import { exportNotebook, importNotebook } from '../../src/app/notebook/notebookArchive.ts';
import { ShapeError } from '../../src/app/notebook/shape.ts';
import { decodeImage } from '../../src/cli/decodeImageFile.ts';
import { ArchiveEntryError, readArchive } from '../../src/formats/archive/readArchive.ts';
import { writingsOfJson, writingsToJson } from '../../src/formats/inkJson.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import { customDetectorModel } from '../../src/reading/models/customModel.ts';
import { checkCustomGraph } from '../../src/reading/models/customModelGraph.ts';
import { fakeBrowser, liveContent } from '../app/notebook/notebooks.ts';
import { JPEG, PNG, WEBP } from '../cli/pictureBytes.ts';
import { zipped } from '../formats/archive/zips.ts';
import { tinyDetector } from '../reading/models/tinyModel.ts';
import { mutated } from './mutated.ts';

/** Files of each kind, some 600 in all; `FUZZ=100 npm run test:unit` tries a hundred times as many. */
const FUZZ = Number(process.env.FUZZ ?? 1);
const RUNS = 40 * FUZZ;
vi.setConfig({ testTimeout: 60_000 * FUZZ });

/** Nothing hangs for longer, ms. */
const MOST_MS = 5000;

/** Whatever the bytes are: read, or refused by an error of ours, soon, and a good file is read right after. */
async function holds(
  whole: Uint8Array,
  read: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  ours: readonly (new (...args: never[]) => Error)[],
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(mutated(whole), async (bytes) => {
      const start = performance.now();
      try {
        await read(bytes);
      } catch (error) {
        if (!ours.some((kind) => error instanceof kind)) throw error;
      }
      expect(performance.now() - start).toBeLessThan(MOST_MS);
      await read(Uint8Array.from(whole));
    }),
    { numRuns: RUNS },
  );
}

const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
};

describe('a damaged file is read or refused, and nothing else', () => {
  test.each([
    ['JPEG', JPEG],
    ['PNG', PNG],
    ['WebP', WEBP],
  ])('%s', async (_, picture) => {
    await holds(picture, (bytes) => decodeImage(bytes), [ReadingError]);
    expect((await decodeImage(picture)).fileWidth).toBeGreaterThan(0);
  });

  test('a zip, and each of its entries', async () => {
    const zip = await zipped([
      { path: 'a.txt', content: 'milk '.repeat(200) },
      { path: 'b/c.jpg', content: new Uint8Array(JPEG) },
    ]);
    await holds(
      zip,
      async (bytes) => {
        const { entries } = await readArchive(new Blob([bytes]), 'a.zip');
        for (const entry of entries) await entry.read();
      },
      [ArchiveEntryError],
    );
  });

  test('a notebook', async () => {
    const notebook = fakeBrowser().tab();
    notebook.keepers.live.keep(liveContent('milk', 'eggs'));
    await notebook.keepers.live.saveNow();
    const zip = new Uint8Array(await (await exportNotebook(notebook)).arrayBuffer());
    const other = fakeBrowser().tab();
    await holds(zip, (bytes) => importNotebook(other, new File([bytes], 'notebook.zip')), [
      ShapeError,
    ]);
    for (const { text } of await other.list()) expect(typeof text).toBe('string');
  });

  test('ink', async () => {
    const points = [
      { x: 1, y: 2, timeMs: 0 },
      { x: 3, y: 4, timeMs: 8 },
    ];
    const ink = {
      strokes: [
        { id: 0, points },
        { id: 1, points, startsLine: true as const },
      ],
    };
    const size = { width: 640, height: 480 };
    await holds(
      encoded(writingsToJson([{ ink, size, text: 'hi' }])),
      (bytes) => writingsOfJson(parsed(bytes)),
      [],
    );
  });

  describe('a model of one’s own', () => {
    const files = [...tinyDetector('mine')].map(([path, bytes]) => ({
      name: path.slice('mine/'.length),
      bytes,
    }));
    test('its graph, hash or no hash', async () => {
      const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
      await holds(
        byName.get('model.json') ?? new Uint8Array(),
        (bytes) => checkCustomGraph(new TextDecoder().decode(bytes), byName, 128),
        [],
      );
    });

    test.each(files.map(({ name }) => name))('%s', async (name) => {
      const whole = files.find((file) => file.name === name)?.bytes ?? new Uint8Array();
      await holds(
        whole,
        (bytes) =>
          customDetectorModel(files.map((file) => (file.name === name ? { name, bytes } : file))),
        [ReadingError],
      );
    });
  });
});

describe('damaged annotations are told, and their pictures stay', () => {
  let picture: File;
  beforeAll(() => {
    picture = new File([new Uint8Array(PNG)], 'a.png');
  });

  test.each([
    [
      'a.xml',
      '<?xml version="1.0"?><annotation><filename>a.png</filename><size><width>8</width><height>8</height></size><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></object></annotation>',
    ],
    ['a.txt', '0 0.5 0.5 0.25 0.25\n1 0.2 0.2 0.1 0.1\n'],
    [
      'coco.json',
      '{"images":[{"id":1,"file_name":"a.png","width":8,"height":8}],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,1,3,3]}],"categories":[{"id":1,"name":"cat"}]}',
    ],
    [
      'createml.json',
      '[{"image":"a.png","annotations":[{"label":"cat","coordinates":{"x":3,"y":3,"width":2,"height":2}}]}]',
    ],
    ['boxes.tsv', 'file\tx\ty\tw\th\ttext\na.png\t1\t1\t3\t3\tcat\n'],
  ])('%s', async (name, text) => {
    await holds(
      new TextEncoder().encode(text),
      async (bytes) => {
        const snapshot = { project: emptyProject('Fuzz', 0) };
        const { found } = await openFiles([picture, new File([bytes], name)], snapshot);
        expect(found.pictures).toHaveLength(1);
        for (const { image } of found.pictures) {
          for (const { x, y, width, height } of image.boxes) {
            expect(x >= 0 && y >= 0 && width > 0 && height > 0).toBe(true);
            expect(x + width <= image.width && y + height <= image.height).toBe(true);
          }
        }
      },
      [],
    );
  });
});
