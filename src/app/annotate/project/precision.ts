import { intersectionOverUnion } from '../../../reading/geometry.ts';
import type { Project, ProjectImage, Suggestion } from './project.ts';

/** Two boxes that share this much are one thing: the usual bound of a match (PASCAL VOC). */
const SAME_THING = 0.5;

/** What a model found in a verified picture, and whether it was right. */
export interface JudgedProposal {
  readonly score: number;
  readonly right: boolean;
}

/** How right a model was from a score on. */
export interface Precision {
  readonly right: number;
  readonly of: number;
}

/** All that was proposed in verified pictures, held against the boxes that stand there now. */
export function judgedProposals({ images }: Project): readonly JudgedProposal[] {
  return images.flatMap((image) => (image.verified ? judged(image) : []));
}

/** The surest come first, and each box is found once. */
function judged({ boxes, proposed = [] }: ProjectImage): readonly JudgedProposal[] {
  const waiting = new Set(boxes);
  return proposed
    .toSorted((a, b) => b.score - a.score)
    .map((proposal) => {
      const match = nearest(proposal, waiting);
      if (match !== null) waiting.delete(match);
      return { score: proposal.score, right: match !== null };
    });
}

function nearest(proposal: Suggestion, boxes: ReadonlySet<ProjectImage['boxes'][number]>) {
  let best: { readonly box: ProjectImage['boxes'][number]; readonly share: number } | null = null;
  for (const box of boxes) {
    if (box.classId !== proposal.classId) continue;
    const share = intersectionOverUnion(box, proposal);
    if (share >= SAME_THING && share > (best?.share ?? 0)) best = { box, share };
  }
  return best?.box ?? null;
}

/** How many of those at least this sure were right. */
export function precisionFrom(judged: readonly JudgedProposal[], score: number): Precision {
  const sure = judged.filter((one) => one.score >= score);
  return { right: sure.filter(({ right }) => right).length, of: sure.length };
}

/** So many must have been judged before a threshold is proposed, and so large a part be right. */
const ENOUGH = { judged: 20, right: 0.98 } as const;

/** The lowest score from which nearly all were right; null while too few were judged. */
export function sureScore(judged: readonly JudgedProposal[]): number | null {
  let lowest: number | null = null;
  let [right, of] = [0, 0];
  for (const one of judged.toSorted((a, b) => b.score - a.score)) {
    of += 1;
    if (one.right) right += 1;
    if (of >= ENOUGH.judged && right >= of * ENOUGH.right) lowest = one.score;
  }
  return lowest;
}
