import { expect, test } from 'vitest';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import {
  judgedProposals,
  precisionFrom,
  sureScore,
} from '../../../../src/app/annotate/project/precision.ts';
import type { Suggestion } from '../../../../src/app/annotate/project/project.ts';
import { sureSuggestions, unmeasured } from '../../../../src/app/annotate/project/reviewQueue.ts';
import { startProject } from './randomCommands.ts';

/** The picture's box lies at 5, 5 and is 20 px wide and high. */
function found(id: string, x: number, score: number, classId = 'word-id'): Suggestion {
  return { id, classId, x, y: 5, width: 20, height: 20, transcription: null, score };
}

test('proposals in verified pictures are right where a box of their class stands, once', () => {
  let project = startProject(3);
  const proposals = [
    found('a', 6, 0.9),
    found('b', 5, 0.7),
    found('c', 5, 0.95, 'stamp-id'),
    found('d', 60, 0.5),
  ];
  project = applyCommand(project, { type: 'propose', imageId: 'image-0', found: proposals });
  expect(judgedProposals(project)).toEqual([]);
  project = applyCommand(project, { type: 'set-verified', imageIds: ['image-0'], verified: true });
  const judged = judgedProposals(project);
  expect(judged).toEqual([
    { score: 0.95, right: false },
    { score: 0.9, right: true },
    { score: 0.7, right: false },
    { score: 0.5, right: false },
  ]);
  expect(precisionFrom(judged, 0.9)).toEqual({ right: 1, of: 2 });
  expect(precisionFrom(judged, 0.99)).toEqual({ right: 0, of: 0 });
});

test('of another model nothing is known, and nothing is ever by pictures that it learnt from', () => {
  let project = startProject(3);
  project = applyCommand(project, {
    ...{ type: 'set-verified', imageIds: ['image-0', 'image-1'], verified: true },
  });
  for (const imageId of ['image-0', 'image-1', 'image-2']) {
    project = applyCommand(project, { type: 'propose', imageId, found: [found('a', 6, 0.9)] });
  }
  expect(judgedProposals(project)).toHaveLength(2);
  expect(unmeasured(project)).toEqual([]);
  project = applyCommand(project, { type: 'forget-proposals', seenImageIds: ['image-0'] });
  expect(judgedProposals(project)).toEqual([]);
  expect(unmeasured(project).map(({ id }) => id)).toEqual(['image-1']);
});

test('what was suggested, accepted and verified counts as right; what was rejected as wrong', () => {
  let project = startProject(1);
  const suggestions = [found('a', 40, 0.9), found('b', 70, 0.6)];
  project = applyCommand(project, { type: 'suggest', imageId: 'image-0', suggestions });
  project = applyCommand(project, {
    type: 'accept-suggestions',
    imageId: 'image-0',
    suggestionIds: ['a'],
  });
  project = applyCommand(project, {
    type: 'reject-suggestions',
    imageId: 'image-0',
    suggestionIds: ['b'],
  });
  project = applyCommand(project, { type: 'set-verified', imageIds: ['image-0'], verified: true });
  expect(judgedProposals(project)).toEqual([
    { score: 0.9, right: true },
    { score: 0.6, right: false },
  ]);
});

test('a threshold is proposed where nearly all of enough were right', () => {
  const right = Array.from({ length: 30 }, (_, i) => ({ score: 0.99 - i / 100, right: true }));
  expect(sureScore(right.slice(0, 19))).toBeNull();
  expect(sureScore(right)).toBeCloseTo(0.7);
  expect(sureScore([{ score: 1, right: false }, ...right])).toBeNull();
  expect(sureScore([...right, { score: 0.5, right: false }])).toBeCloseTo(0.7);
});

test('the sure ones of all pictures are accepted in one go, the others wait', () => {
  let project = startProject(2);
  for (const imageId of ['image-0', 'image-1']) {
    const suggestions = [found(`${imageId}-a`, 40, 0.9), found(`${imageId}-b`, 70, 0.6)];
    project = applyCommand(project, { type: 'suggest', imageId, suggestions });
  }
  expect(sureSuggestions(project, 0.8)).toBe(2);
  project = applyCommand(project, { type: 'accept-sure', score: 0.8 });
  expect(
    project.images.map(({ boxes, suggestions }) => [boxes.length, suggestions.length]),
  ).toEqual([
    [2, 1],
    [2, 1],
  ]);
  expect(applyCommand(project, { type: 'accept-sure', score: 0.8 })).toBe(project);
});
