import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { openFiles } from '../../../../src/app/annotate/project/openPictures.ts';
import { createProjectDatabase } from '../../../../src/app/annotate/project/projectDatabase.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { saveToFolder } from '../../../../src/app/annotate/project/saveToFolder.ts';
import { ANNOTATION_FORMATS } from '../../../../src/formats/annotation/annotation.ts';
import { forged, zipped } from '../../../formats/archive/zips.ts';
import { FakeFolder } from './fakeFolder.ts';
import { fakeBrowser, freshName } from './sessions.ts';

function hostile(name: string): File {
  const path = fileURLToPath(new URL(`../hostile/${name}`, import.meta.url));
  return new File([readFileSync(path)], name);
}

async function opened(file: File) {
  const tab = fakeBrowser().tab((database) => ({ ...database, write: async () => {} }));
  const session = await createProjectStore(tab).create('Desk');
  const { found, report } = await openFiles([file], session.getSnapshot());
  session.add(found);
  return { session, found, report, codes: report.issues.map(({ code }) => code) };
}

/** What stands in somebody's folder and no annotation may touch. */
const PRECIOUS = {
  'thesis.docx': 'years of work',
  'notes.md': 'milk',
  'package.json': '{"name": "app"}',
  '.git/hooks/post-checkout': '#!/bin/sh',
};

describe('a shared project', () => {
  test.each(['voc', 'yolo', 'labels', 'coco', 'createml'])(
    'that names its %s file itself writes over nothing in any format',
    async (name) => {
      const { session, codes } = await opened(hostile(`project-overwrites-${name}.zip`));
      expect(session.getSnapshot().project.images).toHaveLength(1);
      if (['voc', 'yolo', 'labels'].includes(name)) expect(codes).toEqual(['project-path']);
      const folder = FakeFolder.with('home', PRECIOUS);
      for (const format of ANNOTATION_FORMATS.filter((one) => one !== 'labels')) {
        await saveToFolder(session, folder.handle, format);
      }
      for (const [path, text] of Object.entries(PRECIOUS)) {
        expect(await folder.text(path)).toBe(text);
      }
    },
  );

  test('does not add boxes to notes that lie under its picture’s name', async () => {
    const { session } = await opened(hostile('project-overwrites-yolo.zip'));
    const folder = FakeFolder.with('home', { 'a.txt': 'milk\n2 eggs\n' });
    const { losses } = await saveToFolder(session, folder.handle, 'yolo');
    expect(losses.map(({ code }) => code)).toContain('standing-broken');
    expect(await folder.text('a.txt')).toBe('milk\n2 eggs\n');
  });

  test('whose description is damaged still brings its pictures', async () => {
    const { session, report } = await opened(hostile('project-entry-damaged.zip'));
    expect(report.issues.map(({ detail, file }) => `${file} ${detail}`).join()).toContain(
      'project.json',
    );
    expect(session.getSnapshot().project.images.length).toBeGreaterThan(0);
  });
});

describe('zips made to harm', () => {
  test.each([
    'ann-3003-109-x.zip',
    'ann-3003-134-x.zip',
    'ann-3003-189-x.zip',
    'ann-3003-263-x.zip',
    'ann-3003-27-x.zip',
    'ann-3003-574-x.zip',
    'ann-3003-593-x.zip',
    'ann-3003-604-x.zip',
    'ann-3003-608-x.zip',
    'ann-3003-682-x.zip',
    'zip-traversal.zip',
    'zip-symlink.zip',
    'zip-overlap.zip',
  ])('%s is read in part or refused, and says so', async (name) => {
    const { codes } = await opened(hostile(name));
    expect(codes.length).toBeGreaterThan(0);
  });

  test('names with markup and formulae come in as text', async () => {
    const { session } = await opened(hostile('evil-classes.zip'));
    const names = session.getSnapshot().project.classes.map(({ name }) => name);
    expect(names).toContain('<script>alert(1)</script>');
    expect(names).toContain('__proto__');
  });

  test('pictures and texts that unpack to far more than they are packed are left', async () => {
    const zeros = new Uint8Array(60_000_000);
    const bomb = await zipped([
      { path: 'a.txt', content: zeros },
      { path: 'b.xml', content: zeros },
    ]);
    const { codes } = await opened(new File([bomb], 'bomb.zip'));
    expect(codes).toEqual(['archive-too-large', 'archive-too-large']);
  });

  test('an entry that states 10 bytes and holds 60 MB is given up', async () => {
    const bomb = await zipped([{ path: 'a.xml', content: new Uint8Array(60_000_000) }]);
    const lying = forged(bomb, 0, (view, at) => view.setUint32(at + 24, 10, true));
    const { codes } = await opened(new File([lying], 'lying.zip'));
    expect(codes).toEqual(['archive-broken']);
  });
});

test('a damaged record does not take the list of projects down', async () => {
  const name = freshName();
  const store = createProjectStore({
    database: createProjectDatabase(name),
    locks: null,
    news: { tell: () => {}, listen: () => () => {} },
    nowMs: Date.now,
  });
  await (await store.create('Good')).close();
  const raw = await openDB(name);
  await raw.put('projects', { id: 'broken' });
  await raw.put('projects', { id: 'odd', name: 7, summary: 'text' });
  raw.close();
  const listed = await store.list();
  expect(listed.map(({ name: called }) => called).toSorted()).toEqual([
    'Damaged project',
    'Damaged project',
    'Good',
  ]);
});
