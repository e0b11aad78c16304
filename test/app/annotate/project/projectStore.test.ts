import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newImage } from '../../../../src/app/annotate/project/project.ts';
import type { ProjectDatabase } from '../../../../src/app/annotate/project/projectDatabase.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { ProjectMissingError } from '../../../../src/app/annotate/project/saveTrouble.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { box, commandOf, dice, startProject } from './randomCommands.ts';
import { fakeBrowser, quotaExceeded, saveKind, until } from './sessions.ts';

/** Fills a new project with the pictures and classes that random commands work on. */
function fill(session: ProjectSession, images = 4): void {
  const start = startProject(images);
  session.run({ type: 'add-images', images: start.images, classes: start.classes });
}

function draw(session: ProjectSession, id: string, image = 'image-0'): boolean {
  return session.run({ type: 'add-box', imageId: image, box: box(id, 'word-id', 1, 1) });
}

function boxIds(session: ProjectSession, image = 0): readonly string[] {
  return session.getSnapshot().project.images[image]?.boxes.map(({ id }) => id) ?? [];
}

function undoAll(session: ProjectSession): void {
  while (session.undo()) {
    // Until nothing is left.
  }
}

describe('saving', () => {
  test('what is opened again equals what was in memory, its undo included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(dice, { maxLength: 40 }),
        fc.array(fc.nat(40), { maxLength: 3 }),
        fc.nat(10),
        async (all, pauses, undos) => {
          const browser = fakeBrowser();
          const session = await createProjectStore(browser.tab()).create('Desk');
          fill(session);
          for (const [i, one] of all.entries()) {
            session.run(commandOf(session.getSnapshot().project, one, i));
            if (pauses.includes(i)) await session.saveNow();
          }
          for (let i = 0; i < undos; i++) session.undo();
          const { project, undo, redo } = session.getSnapshot();
          expect(await session.close()).toBe(true);
          const again = await createProjectStore(browser.tab()).open(project.id);
          expect(again.getSnapshot()).toMatchObject({ project, undo, redo });
          undoAll(session);
          undoAll(again);
          expect(again.getSnapshot().project.images).toEqual([]);
          await again.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a change is in storage soon, without being asked for', async () => {
    const browser = fakeBrowser();
    const session = await createProjectStore(browser.tab()).create('Desk');
    fill(session);
    draw(session, 'mine');
    expect(saveKind(session)).toBe('saving');
    await until(() => saveKind(session) === 'saved');
    const stored = await browser.tab().database.load(session.getSnapshot().project.id);
    expect(stored.project).toEqual(session.getSnapshot().project);
  });

  test('a box on one of 1,000 pictures writes one picture, soon', async () => {
    const browser = fakeBrowser();
    const written: number[] = [];
    const watching = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      write(write, writer) {
        written.push(write.images.size);
        return database.write(write, writer);
      },
    });
    const session = await createProjectStore(browser.tab(watching)).create('Desk');
    fill(session, 1000);
    await session.saveNow();
    written.length = 0;
    const before = session.getSnapshot().project.images;
    for (let i = 0; i < 100; i++) draw(session, `box-${i}`, `image-${500 + (i % 2)}`);
    const touched = session.getSnapshot().project.images.filter((image, i) => image !== before[i]);
    expect(touched.map(({ id }) => id)).toEqual(['image-500', 'image-501']);
    await session.saveNow();
    expect(written).toEqual([2]);
  });

  test('the page is gone between two writes: what was saved is whole, the next change is not there', async () => {
    const browser = fakeBrowser();
    let alive = true;
    const dying = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      write: (write, writer) => (alive ? database.write(write, writer) : new Promise(() => {})),
    });
    const session = await createProjectStore(browser.tab(dying)).create('Desk');
    fill(session);
    draw(session, 'first');
    await session.saveNow();
    const saved = session.getSnapshot().project;
    alive = false;
    draw(session, 'second');
    session.run({ type: 'remove-images', imageIds: ['image-1', 'image-2'] });
    expect(saveKind(session)).toBe('saving');
    const after = await browser.tab().database.load(saved.id);
    expect(after.project).toEqual(saved);
    expect(after.historyPosition).toBe(2);
  });

  test('a write that breaks off in the middle leaves what stood before', async () => {
    const browser = fakeBrowser();
    const { database } = browser.tab();
    const session = await createProjectStore(browser.tab()).create('Desk');
    fill(session);
    await session.saveNow();
    const { project } = session.getSnapshot();
    await session.close();
    await database.claim(project.id, 'me');
    const broken = {
      ...newImage('broken.jpg', { width: 1, height: 1 }),
      // Not cloneable: the transaction fails after other records were put.
      boxes: [{ ...box('x', 'word-id', 0, 0), transcription: (() => {}) as unknown as string }],
    };
    const { id, name, createdMs, classes, settings } = project;
    const [summary] = await database.list();
    if (!summary) throw new Error('The project is not listed.');
    const write = database.write(
      {
        record: {
          ...{ id, name, createdMs, classes, settings, summary },
          imageIds: [],
          historyPosition: 0,
        },
        isNew: false,
        images: new Map([
          ['image-0', null],
          ['broken', broken],
        ]),
        history: { from: 0, entries: [] },
        folders: [],
      },
      'me',
    );
    await expect(write).rejects.toThrow();
    expect((await database.load(project.id)).project).toEqual(project);
  });

  test('settings such as the picture looked at are saved but not undone', async () => {
    const browser = fakeBrowser();
    const session = await createProjectStore(browser.tab()).create('Desk');
    fill(session);
    session.run({ type: 'settings', settings: { currentImageId: 'image-2' } });
    const { project, undo } = session.getSnapshot();
    expect(undo).toBe('Add 4 pictures');
    await session.close();
    const again = await createProjectStore(browser.tab()).open(project.id);
    expect(again.getSnapshot().project.settings.currentImageId).toBe('image-2');
  });
});

describe('copies of pictures', () => {
  const picture = (id: string) => ({
    image: { ...newImage(`${id}.png`, { width: 10, height: 10 }), id },
    source: { kind: 'copy', file: new Blob([`pixels of ${id}`]) } as const,
  });
  const found = (...ids: string[]) => ({
    pictures: ids.map(picture),
    classes: [],
    annotations: [],
    folder: null,
    project: null,
  });

  test('are there at once, after a reload, and after removing and undo', async () => {
    const browser = fakeBrowser();
    const session = await createProjectStore(browser.tab()).create('Desk');
    session.add(found('a', 'b'));
    expect(await (await session.pictureFile('b')).text()).toBe('pixels of b');
    session.run({ type: 'remove-images', imageIds: ['b'] });
    await session.close();
    const { id } = session.getSnapshot().project;
    const again = await createProjectStore(browser.tab()).open(id);
    again.undo();
    expect(await (await again.pictureFile('b')).text()).toBe('pixels of b');
  });

  test('of an opening that was undone and can no longer be redone give their room back', async () => {
    const browser = fakeBrowser();
    const session = await createProjectStore(browser.tab()).create('Desk');
    session.add(found('a'));
    await session.saveNow();
    session.undo();
    session.run({ type: 'rename-project', name: 'Other' });
    await session.close();
    const { id } = session.getSnapshot().project;
    const again = await createProjectStore(browser.tab()).open(id);
    await again.close();
    expect(await browser.tab().database.copy(id, 'a')).toBeNull();
  });

  test('that never got into storage are reported missing and can be given again', async () => {
    const browser = fakeBrowser();
    const noCopies = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      writeSources: () => new Promise(() => {}),
    });
    const session = await createProjectStore(browser.tab(noCopies)).create('Desk');
    session.add(found('a'));
    await until(() => session.getSnapshot().save.kind === 'saving');
    const { id } = session.getSnapshot().project;
    const { database } = browser.tab();
    await until(async () => (await database.load(id)).project.images.length === 1);
    // That page has crashed; its lock is gone with it.
    const again = await createProjectStore(fakeLocksOf(browser)).open(id);
    expect(again.getSnapshot().missingPictures).toEqual(new Set(['a']));
    await expect(again.pictureFile('a')).rejects.toThrow('not where it was');
  });

  function fakeLocksOf(browser: ReturnType<typeof fakeBrowser>) {
    return { ...browser.tab(), locks: null };
  }
});

describe('storage that fails', () => {
  test('no room: told with what to do, nothing lost, goes on when there is room', async () => {
    const browser = fakeBrowser();
    let full = false;
    const filling = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      write: (write, writer) => (full ? quotaExceeded() : database.write(write, writer)),
    });
    const session = await createProjectStore(browser.tab(filling)).create('Desk');
    fill(session);
    await session.saveNow();
    full = true;
    draw(session, 'kept');
    expect(await session.saveNow()).toBe(false);
    const { save } = session.getSnapshot();
    expect(save).toMatchObject({ kind: 'unsaved', trouble: { code: 'storage-full' } });
    expect(draw(session, 'also kept', 'image-1')).toBe(true);
    expect(boxIds(session)).toEqual(['first-0', 'kept']);
    expect(await session.close()).toBe(false);
    expect(draw(session, 'after closing failed', 'image-2')).toBe(true);
    full = false;
    await until(() => saveKind(session) === 'saved');
    const stored = await browser.tab().database.load(session.getSnapshot().project.id);
    expect(stored.project).toEqual(session.getSnapshot().project);
  });

  test('no room for a picture: boxes are saved all the same, the mark says that not all is', async () => {
    const browser = fakeBrowser();
    const filling = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      writeSources: quotaExceeded,
    });
    const session = await createProjectStore(browser.tab(filling)).create('Desk');
    const image = { ...newImage('a.png', { width: 100, height: 80 }), id: 'image-0' };
    const classes = startProject(0).classes;
    const source = { kind: 'copy', file: new Blob(['pixels']) } as const;
    session.add({
      pictures: [{ image, source }],
      classes,
      annotations: [],
      folder: null,
      project: null,
    });
    draw(session, 'kept');
    expect(await session.saveNow()).toBe(false);
    expect(saveKind(session)).toBe('unsaved');
    draw(session, 'later');
    const { id } = session.getSnapshot().project;
    const { database } = browser.tab();
    await until(async () => (await database.load(id)).project.images[0]?.boxes.length === 2);
    expect(saveKind(session)).toBe('unsaved');
  });

  test('no storage at all: the project lives in memory and says so', async () => {
    const browser = fakeBrowser();
    const denied = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      write: () => Promise.reject(new DOMException('Denied.', 'SecurityError')),
    });
    const session = await createProjectStore(browser.tab(denied)).create('Desk');
    expect(session.getSnapshot().save).toMatchObject({ trouble: { code: 'storage-denied' } });
    fill(session);
    expect(draw(session, 'kept')).toBe(true);
    expect(session.undo()?.imageId).toBe('image-0');
  });
});

describe('two tabs', () => {
  async function twoTabs() {
    const browser = fakeBrowser();
    const first = await createProjectStore(browser.tab()).create('Desk');
    fill(first);
    await first.saveNow();
    const second = await createProjectStore(browser.tab()).open(first.getSnapshot().project.id);
    return { browser, first, second };
  }

  test('the second is told, changes nothing, and follows what the first saves', async () => {
    const { first, second } = await twoTabs();
    expect(second.getSnapshot().access).toEqual({ kind: 'reader' });
    expect(draw(second, 'refused')).toBe(false);
    expect(second.undo()).toBeNull();
    draw(first, 'seen');
    await until(() => boxIds(second).includes('seen'));
  });

  test('taking over: the first saves what it has, then reads; nothing is lost on the way', async () => {
    const { first, second } = await twoTabs();
    draw(first, 'unsaved so far');
    await second.takeOver();
    await until(() => second.getSnapshot().access.kind === 'writer');
    expect(boxIds(second)).toEqual(['first-0', 'unsaved so far']);
    expect(first.getSnapshot().access).toEqual({ kind: 'reader' });
    expect(saveKind(first)).toBe('saved');
    expect(draw(first, 'refused')).toBe(false);
    expect(draw(second, 'taken')).toBe(true);
    expect(await second.saveNow()).toBe(true);
    await until(() => boxIds(first).includes('taken'));
  });

  test('a first tab that hangs cannot write over what the second saved', async () => {
    const browser = fakeBrowser();
    let hanging: (() => void) | null = null;
    const slow = (database: ProjectDatabase): ProjectDatabase => ({
      ...database,
      async write(write, writer) {
        if (write.record.imageIds.length === 1) {
          await new Promise<void>((resolve) => {
            hanging = resolve;
          });
        }
        return database.write(write, writer);
      },
    });
    const first = await createProjectStore(browser.tab(slow)).create('Desk');
    fill(first);
    await first.saveNow();
    first.run({ type: 'remove-images', imageIds: ['image-1', 'image-2', 'image-3'] });
    await until(() => hanging !== null);
    const second = await createProjectStore(browser.tab()).open(first.getSnapshot().project.id);
    await second.takeOver();
    draw(second, 'mine');
    await second.saveNow();
    (hanging as (() => void) | null)?.();
    await until(() => saveKind(first) === 'unsaved');
    expect(first.getSnapshot().save).toMatchObject({ trouble: { code: 'other-tab' } });
    const stored = await browser.tab().database.load(second.getSnapshot().project.id);
    expect(stored.project.images).toHaveLength(4);
    expect(stored.project.images[0]?.boxes).toHaveLength(2);
  });

  test('when the first closes, the second may write', async () => {
    const { first, second } = await twoTabs();
    draw(first, 'last');
    await first.close();
    await until(() => second.getSnapshot().access.kind === 'writer');
    expect(boxIds(second)).toContain('last');
    expect(draw(second, 'mine')).toBe(true);
    expect(await second.saveNow()).toBe(true);
  });
});

describe('the list of projects', () => {
  test('names, counts, renames and deletes, the latest changed first', async () => {
    const browser = fakeBrowser();
    const store = createProjectStore(browser.tab());
    const one = await store.create('One');
    const two = await store.create('  ');
    fill(one);
    one.run({ type: 'set-verified', imageIds: ['image-0'], verified: true });
    await one.saveNow();
    expect(await store.list()).toMatchObject([
      { name: 'One', images: 4, verified: 1, boxes: 4 },
      { name: 'Project', images: 0 },
    ]);
    const twoId = two.getSnapshot().project.id;
    await two.close();
    await store.rename(twoId, 'Two');
    expect((await store.list()).map(({ name }) => name)).toEqual(['One', 'Two']);
    await store.rename(one.getSnapshot().project.id, 'Eins');
    expect(one.getSnapshot().project.name).toBe('Eins');
    await store.remove(twoId);
    expect(await store.list()).toHaveLength(1);
    await expect(store.open(twoId)).rejects.toBeInstanceOf(ProjectMissingError);
  });

  test('a project deleted elsewhere stays on the screen and says that it is not saved', async () => {
    const browser = fakeBrowser();
    const session = await createProjectStore(browser.tab()).create('Desk');
    fill(session);
    await session.saveNow();
    await createProjectStore(browser.tab()).remove(session.getSnapshot().project.id);
    await until(() => saveKind(session) === 'unsaved');
    expect(session.getSnapshot().save).toMatchObject({ trouble: { code: 'removed' } });
    expect(session.getSnapshot().project.images).toHaveLength(4);
  });
});
