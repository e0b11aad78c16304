import { expect, test } from 'vitest';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import { judgedProposals } from '../../../../src/app/annotate/project/precision.ts';
import type { Project } from '../../../../src/app/annotate/project/project.ts';
import {
  belowInWords,
  precisionInWords,
} from '../../../../src/app/annotate/project/reviewWords.ts';
import { startProject } from './randomCommands.ts';

const words = (project: Project, score: number) =>
  precisionInWords(project, judgedProposals(project), score);

test('how right the sure ones are, or why that is not known', () => {
  let project = startProject(2);
  expect(words(project, 0.9)).toMatch(/^Verify some pictures/);
  project = applyCommand(project, {
    ...{ type: 'set-verified', imageIds: ['image-0', 'image-1'], verified: true },
  });
  expect(words(project, 0.9)).toMatch(/^Suggest for all pictures/);
  const seen = applyCommand(project, {
    ...{ type: 'forget-proposals', seenImageIds: ['image-0', 'image-1'] },
  });
  expect(words(seen, 0.9)).toMatch(/learnt from your verified pictures.*Verify others/);
  // One that was held out tells.
  project = applyCommand(project, { type: 'forget-proposals', seenImageIds: ['image-0'] });
  const place = { x: 5, y: 5, width: 20, height: 20, transcription: null };
  project = applyCommand(project, {
    ...{ type: 'propose', imageId: 'image-1' },
    found: [{ id: 'a', classId: 'word-id', ...place, score: 0.8 }],
  });
  expect(words(project, 0.9)).toBe('Nothing so sure was found in verified pictures.');
  expect(words(project, 0.8)).toBe('100 % of 1 so sure were right in verified pictures.');
});

test('what lies below the threshold is said with it', () => {
  expect(belowInWords(startProject(1), 3)).toBe('3 more below 40 %');
});
