import type { JudgedProposal } from './precision.ts';
import { precisionFrom } from './precision.ts';
import type { Project } from './project.ts';
import { unmeasured } from './reviewQueue.ts';

/** That so many suggestions lie below the threshold: `3 more below 40 %`. */
export function belowInWords({ settings }: Project, below: number): string {
  return `${below} more below ${Math.round(settings.suggestionThreshold * 100)} %`;
}

/** How many of those at least this sure were right; where that is not known, why, and what to do. */
export function precisionInWords(
  project: Project,
  judged: readonly JudgedProposal[],
  score: number,
): string {
  const { right, of } = precisionFrom(judged, score);
  if (of > 0) {
    return `${Math.round((100 * right) / of)} % of ${of} so sure were right in verified pictures.`;
  }
  if (judged.length > 0) return 'Nothing so sure was found in verified pictures.';
  if (!project.images.some(({ verified }) => verified)) {
    return 'Verify some pictures to see how many of these are right.';
  }
  return unmeasured(project).length > 0
    ? 'Suggest for all pictures to see how many of these are right: the verified ones are measured.'
    : 'How many of these are right is not known: this model learnt from your verified pictures, or found nothing in them. Verify others.';
}
