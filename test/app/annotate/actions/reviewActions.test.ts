import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { actionNamed, performAction } from '../../../../src/app/annotate/actions/table.ts';
import type { Desk } from '../../../../src/app/annotate/desk/desk.ts';
import { deskReducer, INITIAL_DESK } from '../../../../src/app/annotate/desk/deskState.ts';
import { imageOf, newImage } from '../../../../src/app/annotate/project/project.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { leastSure, unsuggested } from '../../../../src/app/annotate/project/reviewQueue.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { fakeBrowser } from '../project/sessions.ts';

/** What the keys of the queue reach: a session, and the state that the desk shows. */
function deskOn(session: ProjectSession) {
  let state = INITIAL_DESK;
  const said: string[] = [];
  const press = (name: string): boolean => {
    const snapshot = session.getSnapshot();
    const { project } = snapshot;
    const desk = {
      session,
      project,
      state,
      image: state.imageId === null ? null : imageOf(project, state.imageId),
      locked: snapshot.access.kind === 'reader',
      dispatch: (action: Parameters<typeof deskReducer>[1]) => {
        state = deskReducer(state, action);
      },
      say: (words: string) => said.push(words),
    } as unknown as Desk;
    return performAction(actionNamed(name), desk, null);
  };
  return { press, said, shown: () => state };
}

test('thirty pictures: least sure first, one key each, and a reload in the middle loses nothing', async () => {
  const tab = fakeBrowser();
  const store = createProjectStore(tab.tab());
  const first = await store.create('Desk');
  const dog = { id: 'dog', name: 'dog', colour: '#112233' };
  const images = Array.from({ length: 30 }, (_, i) =>
    newImage(`${i}.png`, { width: 100, height: 100 }),
  );
  first.run({ type: 'add-images', images, classes: [dog] });
  const scores = images.map((_, i) => 0.41 + ((i * 7) % 30) / 60);
  const suggestFor = (session: ProjectSession, index: number) =>
    session.run({
      type: 'suggest',
      imageId: images[index]?.id ?? '',
      suggestions: [
        {
          id: `s${index}`,
          classId: 'dog',
          x: 10,
          y: 10,
          width: 30,
          height: 20,
          score: scores[index] ?? 0,
          transcription: null,
        },
      ],
    });
  for (let i = 0; i < 15; i++) suggestFor(first, i);
  // Paused here: what is left is known after a reload too.
  expect(await first.close()).toBe(true);
  const session = await store.open(first.getSnapshot().project.id);
  expect(unsuggested(session.getSnapshot().project).map(({ name }) => name)).toEqual(
    images.slice(15).map(({ name }) => name),
  );
  for (let i = 15; i < 30; i++) suggestFor(session, i);
  expect(unsuggested(session.getSnapshot().project)).toEqual([]);

  const order = scores
    .map((score, i) => ({ score, id: `s${i}` }))
    .toSorted((a, b) => a.score - b.score);
  const { press, said, shown } = deskOn(session);
  // What was not shown is shown first and not judged.
  press('review-accept');
  expect(session.getSnapshot().project.images.flatMap(({ boxes }) => boxes)).toEqual([]);
  for (const [i, { id }] of order.slice(0, 16).entries()) {
    expect(shown().highlighted).toBe(id);
    press(i % 4 === 3 ? 'review-reject' : 'review-accept');
  }
  expect(await session.close()).toBe(true);

  const again = await store.open(session.getSnapshot().project.id);
  const boxes = () => again.getSnapshot().project.images.flatMap((image) => image.boxes);
  expect(boxes()).toHaveLength(12);
  expect(leastSure(again.getSnapshot().project)?.suggestion.id).toBe(order[16]?.id);
  const desk = deskOn(again);
  desk.press('review-next');
  desk.press('review-fix');
  expect(desk.shown().question).toEqual({ kind: 'boxes', boxIds: [order[16]?.id] });
  for (let i = 0; i < 30; i++) desk.press('review-accept');
  expect(boxes()).toHaveLength(26);
  expect(leastSure(again.getSnapshot().project)).toBeNull();
  expect(desk.said).toContain('All suggestions are judged');
  expect(said).not.toContain('All suggestions are judged');
  expect(desk.press('review-accept')).toBe(false);
  again.undo();
  expect(boxes()).toHaveLength(25);
});

test('the keys end with the last one that is shown, and say what lies below', async () => {
  const session = await createProjectStore(fakeBrowser().tab()).create('Desk');
  const dog = { id: 'dog', name: 'dog', colour: '#112233' };
  const image = newImage('a.png', { width: 100, height: 100 });
  session.run({ type: 'add-images', images: [image], classes: [dog] });
  const suggestions = [0.9, 0.5, 0.3].map((score, i) => ({
    ...{ id: `s${i}`, classId: 'dog', x: 5 + i * 30, y: 10, width: 20, height: 20 },
    ...{ score, transcription: null },
  }));
  session.run({ type: 'suggest', imageId: image.id, suggestions });
  const { press, said } = deskOn(session);
  for (let i = 0; i < 3; i++) press('review-accept');
  expect(said).toEqual(['All are judged; 1 more below 40 %']);
  session.run({ type: 'settings', settings: { suggestionThreshold: 0 } });
  for (let i = 0; i < 2; i++) press('review-accept');
  expect(said.at(-1)).toBe('All suggestions are judged');
  expect(session.getSnapshot().project.images[0]?.boxes).toHaveLength(3);
});
