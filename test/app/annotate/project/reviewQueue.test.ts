import { expect, test } from 'vitest';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import type { Project, Suggestion } from '../../../../src/app/annotate/project/project.ts';
import {
  leastSure,
  openSuggestions,
  sureSuggestions,
  unsuggested,
  waitingSuggestions,
} from '../../../../src/app/annotate/project/reviewQueue.ts';
import { startProject } from './randomCommands.ts';

function found(id: string, x: number, score: number): Suggestion {
  return { id, classId: 'word-id', x, y: 40, width: 10, height: 10, transcription: null, score };
}

/** Two pictures with four suggestions, two of them below the threshold of 40 %. */
function suggested(model = 'old'): Project {
  let project = startProject(2);
  for (const [at, imageId] of ['image-0', 'image-1'].entries()) {
    const suggestions = [
      found(`${model} ${at} a`, 40, 0.9 - at / 10),
      found(`${model} ${at} b`, 70, 0.3 - at / 10),
    ];
    project = applyCommand(project, { type: 'suggest', imageId, suggestions });
  }
  return project;
}

test('what is shown, counted, walked through and accepted goes by one threshold', () => {
  let project = suggested();
  expect(waitingSuggestions(project)).toEqual({ shown: 2, below: 2, earlier: 0 });
  expect(sureSuggestions(project, 0)).toBe(2);
  project = applyCommand(project, { type: 'accept-sure', score: 0 });
  expect(project.images.map(({ boxes }) => boxes.length)).toEqual([2, 2]);
  expect(leastSure(project)).toBeNull();
  expect(waitingSuggestions(project)).toEqual({ shown: 0, below: 2, earlier: 0 });
  project = applyCommand(project, { type: 'settings', settings: { suggestionThreshold: 0 } });
  expect(waitingSuggestions(project)).toEqual({ shown: 2, below: 0, earlier: 0 });
  expect(leastSure(project)?.suggestion.id).toBe('old 1 b');
});

test('what an earlier model left is never mixed with the new one’s, and suggested anew', () => {
  let project = applyCommand(suggested(), {
    type: 'accept-suggestions',
    imageId: 'image-0',
    suggestionIds: ['old 0 a'],
  });
  project = applyCommand(project, { type: 'forget-proposals', seenImageIds: [] });
  expect(waitingSuggestions(project)).toEqual({ shown: 0, below: 0, earlier: 3 });
  expect(leastSure(project)).toBeNull();
  expect(applyCommand(project, { type: 'accept-sure', score: 0 })).toBe(project);
  // Boxes stand in both pictures: they are asked of the new model all the same.
  expect(unsuggested(project).map(({ id }) => id)).toEqual(['image-0', 'image-1']);
  project = applyCommand(project, {
    ...{ type: 'suggest', imageId: 'image-0', suggestions: [found('new', 70, 0.5)] },
  });
  project = applyCommand(project, { type: 'propose', imageId: 'image-1', found: [] });
  expect(project.images.map(openSuggestions)).toMatchObject([[{ id: 'new' }], []]);
  expect(waitingSuggestions(project)).toEqual({ shown: 1, below: 0, earlier: 0 });
  expect(unsuggested(project)).toEqual([]);
});

test('pictures that the new model learnt from are not asked of it, and show nothing of the earlier', () => {
  const project = applyCommand(suggested(), {
    ...{ type: 'forget-proposals', seenImageIds: ['image-0'] },
  });
  expect(unsuggested(project).map(({ id }) => id)).toEqual(['image-1']);
  expect(project.images.map(openSuggestions)).toEqual([[], []]);
});
