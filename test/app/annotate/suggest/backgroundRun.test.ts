import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { newImage } from '../../../../src/app/annotate/project/project.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { BackgroundRun } from '../../../../src/app/annotate/suggest/backgroundRun.ts';
import { type Found, putSuggestions } from '../../../../src/app/annotate/suggest/suggestions.ts';
import { fakeBrowser } from '../project/sessions.ts';

const LINE: Found = {
  box: { x: 5, y: 5, width: 40, height: 12 },
  className: 'line',
  score: 0.8,
  text: 'hello',
};

async function thirtyPictures() {
  const browser = fakeBrowser();
  const session = await createProjectStore(browser.tab()).create('Desk');
  const images = Array.from({ length: 30 }, (_, i) =>
    newImage(`${i}.png`, { width: 100, height: 100 }),
  );
  session.run({ type: 'add-images', images, classes: [] });
  return { browser, session };
}

/** A run over a session; its pictures are never read from a disk. */
function runOn(session: ProjectSession) {
  const said: string[] = [];
  const told: string[] = [];
  const withFiles = { ...session, pictureFile: async () => new Blob(['picture']) };
  const run = new BackgroundRun({
    session: withFiles as ProjectSession,
    put: (image, found) => putSuggestions(session, image, found, { measureOnly: image.verified }),
    say: (words) => said.push(words),
    tell: (words) => told.push(words),
  });
  const suggested = () =>
    session.getSnapshot().project.images.filter(({ suggestions }) => suggestions.length > 0).length;
  return { run, said, told, suggested };
}

test('pauses in the middle, waits through a reload, and goes on to the end', async () => {
  const { browser, session } = await thirtyPictures();
  const before = runOn(session);
  let seen = 0;
  await before.run.start(async () => {
    seen += 1;
    if (seen === 13) before.run.pause();
    return [LINE];
  });
  expect(before.run.getState()).toEqual({ kind: 'paused', done: 12, total: 30 });
  expect(before.suggested()).toBe(12);
  const { id } = session.getSnapshot().project;
  await session.close();

  const again = await createProjectStore(browser.tab()).open(id);
  const after = runOn(again);
  expect(after.run.getState()).toEqual({ kind: 'paused', done: 0, total: 18 });
  const looked: string[] = [];
  await after.run.start(async (_, image) => {
    looked.push(image.name);
    return [LINE];
  });
  expect(looked).toHaveLength(18);
  expect(after.suggested()).toBe(30);
  expect(after.run.getState()).toEqual({ kind: 'idle' });
  expect(after.said).toEqual(['All pictures are done']);
  expect(after.told).toEqual([]);
  expect(runOn(again).run.getState()).toEqual({ kind: 'idle' });
});

test('one that cannot be read is told and left, one without lines is not looked at again', async () => {
  const { session } = await thirtyPictures();
  const { run, told, suggested } = runOn(session);
  await run.start(async (_, image) => {
    if (image.name === '3.png') throw new Error('broken');
    return image.name === '4.png' ? [] : [LINE];
  });
  expect(suggested()).toBe(28);
  expect(told).toEqual(['1 picture could not be read']);
  const looked: string[] = [];
  await run.start(async (_, image) => {
    looked.push(image.name);
    return [LINE];
  });
  expect(looked).toEqual(['3.png']);
});

test('verified pictures measure the model, and get no suggestions', async () => {
  const { session } = await thirtyPictures();
  const [first] = session.getSnapshot().project.images;
  session.run({ type: 'set-verified', imageIds: [first?.id ?? ''], verified: true });
  const { run } = runOn(session);
  const order: string[] = [];
  await run.start(async (_, image) => {
    order.push(image.name);
    return [LINE];
  });
  expect(order).toHaveLength(30);
  expect(order[0]).toBe('0.png');
  const [now] = session.getSnapshot().project.images;
  expect(now?.suggestions).toEqual([]);
  expect(now?.proposed).toHaveLength(1);
});

test('ended, it asks for nothing when the project is opened again', async () => {
  const { session } = await thirtyPictures();
  const { run } = runOn(session);
  await run.start(async () => {
    run.stop();
    return [LINE];
  });
  expect(run.getState()).toEqual({ kind: 'idle' });
  expect(runOn(session).run.getState()).toEqual({ kind: 'idle' });
});

test('tells where nothing is left to review', async () => {
  const { session } = await thirtyPictures();
  const { run, said, told } = runOn(session);
  await run.start(async () => []);
  expect(told).toEqual(['All pictures are done; nothing is left to review']);
  expect(said).toEqual([]);
});
