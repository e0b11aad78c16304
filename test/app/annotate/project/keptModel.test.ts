import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import {
  type KeptModel,
  keptBefore,
  keptEarlier,
  letGo,
} from '../../../../src/app/annotate/project/keptModel.ts';
import { createProjectDatabase } from '../../../../src/app/annotate/project/projectDatabase.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { fakeBrowser, freshName } from './sessions.ts';

const FIGURES = { ap50: 0.5, recall: 1, precision: null };
const MODEL: KeptModel = {
  tuned: {
    files: [{ name: 'weights.bin', bytes: new Uint8Array([1, 2, 3]) }],
    before: FIGURES,
    after: FIGURES,
    trained: 9,
    heldOut: 1,
    trainedOn: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    tooMany: 0,
    unopened: 0,
    classes: [{ name: 'seal', trained: 9, heldOut: 1 }],
  },
  classIds: new Map([['seal', 's']]),
  earlier: [],
  losses: [3, 2],
  seenImageIds: ['a'],
  former: null,
  inUse: 'trained',
};

test('a trained model stays with its project, for every tab, and goes with it', async () => {
  const browser = fakeBrowser();
  const store = createProjectStore(browser.tab());
  const session = await store.create('seals');
  const { id } = session.getSnapshot().project;
  expect(await store.model(id)).toBeNull();
  await store.keepModel(id, MODEL);
  const other = createProjectStore(browser.tab());
  expect(await other.model(id)).toEqual(MODEL);
  await session.close();
  await store.remove(id);
  expect(await other.model(id)).toBeNull();
  await expect(store.keepModel(id, MODEL)).rejects.toThrow('not in this browser');
});

test('projects of the version before stay, and can keep a model', async () => {
  const name = freshName();
  const before = await openDB(name, 1, {
    upgrade(database) {
      database.createObjectStore('projects', { keyPath: 'id' });
      for (const part of ['images', 'sources', 'copies', 'folders', 'history']) {
        database.createObjectStore(part);
      }
    },
  });
  await before.put('projects', { id: 'old', name: 'old', imageIds: [], writer: null });
  before.close();
  const database = createProjectDatabase(name);
  await database.keepModel('old', MODEL);
  expect(await database.model('old')).toEqual(MODEL);
  expect((await database.list()).map((one) => one.name)).toEqual(['old']);
});

test('a model kept in another shape counts as none', async () => {
  const name = freshName();
  const database = createProjectDatabase(name);
  const store = createProjectStore({ ...fakeBrowser().tab(), database });
  const session = await store.create('seals');
  const { id } = session.getSnapshot().project;
  const { earlier, classIds, ...old } = MODEL;
  await store.keepModel(id, old as KeptModel);
  expect(await store.model(id)).toBeNull();
  await session.close();
});

test('training again keeps those before, the newest first, and gives them back as they were', () => {
  const model = (losses: readonly number[]): KeptModel => ({ ...MODEL, losses, earlier: [] });
  let kept = model([0]);
  for (const at of [1, 2, 3, 4, 5]) kept = keptBefore(model([at]), kept);
  expect(kept.losses).toEqual([5]);
  expect(kept.earlier.map(({ losses }) => losses)).toEqual([[4], [3], [2]]);
  const before = keptEarlier(kept);
  expect(before).toEqual({ ...model([4]), earlier: kept.earlier.slice(1) });
  expect(keptEarlier(model([0]))).toBeNull();
});

test('what was trained does not come back by itself once another model was loaded', () => {
  const kept = letGo(keptBefore(MODEL, MODEL));
  for (const one of [kept, ...kept.earlier]) {
    expect(one).toMatchObject({ inUse: 'former', former: null });
  }
});
