import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../../src/app/notebook/entryContents.ts';
import { exportNotebook, importNotebook } from '../../../src/app/notebook/notebookArchive.ts';
import { createNotebookDatabase } from '../../../src/app/notebook/notebookDatabase.ts';
import { ShapeError } from '../../../src/app/notebook/shape.ts';
import { readArchive } from '../../../src/formats/archive/readArchive.ts';
import { zipped } from '../../formats/archive/zips.ts';
import { opener } from '../../formats/samples.ts';
import { fakeBrowser, lineReading, liveContent } from './notebooks.ts';

async function filled() {
  const notebook = fakeBrowser().tab();
  const { live, documents, air } = notebook.keepers;
  live.keep(liveContent('milk', 'eggs'));
  air.keep({
    transcript: [],
    writings: [],
    page: {
      ...{ size: { width: 1280, height: 720 }, text: '' },
      ink: {
        strokes: [
          {
            id: 0,
            points: [
              { x: 1, y: 2, timeMs: 0 },
              { x: 5, y: 6, timeMs: 8 },
            ],
          },
        ],
      },
    },
  });
  documents.keep(
    {
      ...{ purpose: 'text', isPaused: true, form: null },
      pages: [
        {
          ...{ picture: 'p', name: 'page.jpg', chapter: null, title: 'Light and shade' },
          chapters: opener('page.jpg', 'Chapter 3', 'Light').page,
          fields: null,
          text: { width: 640, height: 480, lines: [lineReading('plants need light')] },
        },
      ],
    },
    new Map([['p', new Blob(['jpeg'], { type: 'image/jpeg' })]]),
  );
  await Promise.all([live.saveNow(), air.saveNow(), documents.saveNow()]);
  return notebook;
}

async function asFile(blob: Blob): Promise<File> {
  return new File([await blob.arrayBuffer()], 'notebook.zip');
}

async function zipOf(texts: Readonly<Record<string, string>>): Promise<File> {
  const bytes = await zipped(Object.entries(texts).map(([path, content]) => ({ path, content })));
  return new File([bytes], 'notebook.zip');
}

/** An entry of pages as it was written while they were read for their chapters alone. */
const FORMER = {
  kind: 'textbook',
  content: {
    photos: [
      {
        ...{ picture: 'p', name: 'page.jpg', chapter: 'Chapter 4', title: null },
        page: opener('page.jpg', 'Chapter 3', 'Light').page,
      },
    ],
  },
} as const;

describe('pages that were kept for their chapters alone', () => {
  test('come back out of a zip as pages', async () => {
    const notebook = fakeBrowser().tab();
    const file = await zipOf({
      'notebook.json': JSON.stringify({ format: 'handlens-notebook', version: 1 }),
      'pictures/1.jpg': 'jpeg',
      'entries/0001.json': JSON.stringify({
        ...{ ...FORMER, name: null, createdMs: 1, changedMs: 2 },
        pictures: { p: 'pictures/1.jpg' },
      }),
    });
    expect(await importNotebook(notebook, file)).toEqual({ added: 1, known: 0, damaged: 0 });
    const [entry] = await notebook.list();
    expect(entry).toMatchObject({ kind: 'documents', text: 'Chapter 4 · Light', count: 1 });
  });

  test('come back out of a database of that time', async () => {
    const old = await openDB('notebook-of-photos', 1, {
      upgrade(database) {
        database.createObjectStore('summaries', { keyPath: 'id' });
        database.createObjectStore('contents');
        database.createObjectStore('pictures');
      },
    });
    const summary = {
      ...{ id: 'a', kind: FORMER.kind, name: null, createdMs: 1, changedMs: 2, text: '', count: 1 },
      ...{ isOpen: false, deletedMs: null },
    };
    await old.put('summaries', summary);
    await old.put('contents', FORMER.content, 'a');
    old.close();
    const database = createNotebookDatabase('notebook-of-photos');
    expect((await database.list()).map(({ kind }) => kind)).toEqual(['documents']);
    const { content } = await database.load('a');
    const { purpose, pages } = contentOf('documents').fromStored(content);
    expect(purpose).toBe('chapters');
    expect(pages.map(({ chapters, text, chapter }) => [chapters?.kind, text, chapter])).toEqual([
      ['opener', null, 'Chapter 4'],
    ]);
  });
});

describe('the whole notebook as a zip', () => {
  test('comes back elsewhere as it was, pictures too, and twice brings nothing twice', async () => {
    const file = await asFile(await exportNotebook(await filled()));
    const other = fakeBrowser().tab();
    expect(await importNotebook(other, file)).toEqual({ added: 3, known: 0, damaged: 0 });
    expect(await importNotebook(other, file)).toEqual({ added: 0, known: 3, damaged: 0 });
    const list = await other.list();
    expect(list.map(({ kind, text }) => [kind, text]).toSorted()).toEqual([
      ['air', ''],
      ['documents', 'Chapter 3 · Light and shade\nplants need light'],
      ['live', 'milk\neggs'],
    ]);
    const pages = list.find(({ kind }) => kind === 'documents');
    const { pictures } = await other.environment.database.load(pages?.id ?? '');
    expect(await pictures.get('p')?.text()).toBe('jpeg');
    // What came is what this version writes: a second export says the same.
    const again = fakeBrowser().tab();
    await importNotebook(again, await asFile(await exportNotebook(other)));
    expect((await again.list()).map(({ text }) => text).toSorted()).toEqual(
      list.map(({ text }) => text).toSorted(),
    );
  });

  test('has texts that people can read, named after what they say', async () => {
    const file = await exportNotebook(await filled());
    const { entries } = await readArchive(file, 'notebook.zip');
    const text = entries.find(({ path }) => path.startsWith('texts/') && path.endsWith('milk.txt'));
    expect(new TextDecoder().decode(await text?.read())).toBe('milk\neggs\n');
  });

  test('that is damaged brings what is whole; any other file is refused', async () => {
    const good = { kind: 'live', name: null, createdMs: 1, changedMs: 2, pictures: {} };
    const described = JSON.stringify({ format: 'handlens-notebook', version: 1 });
    const notebook = fakeBrowser().tab();
    const file = await zipOf({
      'notebook.json': described,
      'entries/0001.json': JSON.stringify({ ...good, content: liveContent('milk') }),
      'entries/0002.json': JSON.stringify({ ...good, content: { transcript: 'milk' } }),
      'entries/0003.json': '{',
      'entries/0004.json': JSON.stringify({
        ...{ ...good, kind: 'textbook', content: { photos: [] } },
        pictures: { p: 'pictures/gone.jpg' },
      }),
    });
    expect(await importNotebook(notebook, file)).toEqual({ added: 1, known: 0, damaged: 3 });
    for (const other of [await zipOf({ 'a.txt': 'milk' }), new File(['milk'], 'a.zip')]) {
      await expect(importNotebook(notebook, other)).rejects.toThrow(ShapeError);
    }
  });
});
