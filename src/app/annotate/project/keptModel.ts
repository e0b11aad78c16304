import type { CustomModelFile } from '../../../reading/models/customModel.ts';
import type { FineTuned } from '../../../worker/page/trainModel.ts';

/** A detector that was trained on a project, as it is kept with it. */
export interface KeptModel {
  readonly tuned: FineTuned;
  /** Class and box loss, step by step. */
  readonly losses: readonly number[];
  /** The pictures that it has seen: they say nothing about how right it is. */
  readonly seenImageIds: readonly string[];
  /** The person's own model that was in use before; null: none was. */
  readonly former: readonly CustomModelFile[] | null;
  /** Which of the two makes suggestions. */
  readonly inUse: 'trained' | 'former';
}
