import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Desk } from '../../../../src/app/annotate/desk/desk.ts';
import { ReviewQueue } from '../../../../src/app/annotate/panel/ReviewQueue.tsx';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import type { Project } from '../../../../src/app/annotate/project/project.ts';
import { startProject } from '../project/randomCommands.ts';

/** What the queue says of a project with suggestions of these scores. */
function wordsOf(
  scores: readonly number[],
  change: (project: Project) => Project = (same) => same,
) {
  const project = applyCommand(startProject(1), {
    type: 'suggest',
    imageId: 'image-0',
    suggestions: scores.map((score, i) => ({
      ...{ id: `s${i}`, classId: 'word-id', x: 30 + i * 12, y: 40, width: 10, height: 10 },
      ...{ score, transcription: null },
    })),
  });
  const desk = { project: change(project), locked: false, image: null } as unknown as Desk;
  return renderToStaticMarkup(createElement(ReviewQueue, { desk })).replace(/<[^>]*>/g, ' ');
}

test('counts what the keys reach, and says what lies below', () => {
  const words = wordsOf([0.95, 0.5, 0.3, 0.2, 0.1]);
  expect(words).toMatch(/To review\s+2 /);
  expect(words).toMatch(/3 more below 40 %\s+Show all/);
  expect(words).toContain('the 1 so sure');
});

test('of nothing but unsure ones nothing is to be reviewed, and they can be shown', () => {
  const words = wordsOf([0.3, 0.2]);
  expect(words).toMatch(/To review\s+0 /);
  expect(words).toMatch(/2 more below 40 %\s+Show all/);
  expect(words).not.toContain('so sure');
});

test('what an earlier model left is said, and suggested anew', () => {
  const words = wordsOf([0.9, 0.3], (project) =>
    applyCommand(project, { type: 'forget-proposals', seenImageIds: [] }),
  );
  expect(words).toMatch(/To review\s+0 /);
  expect(words).toMatch(/2 left by the model before\.\s+Suggest anew/);
  expect(wordsOf([])).toBe('');
});
