import type { ClassId } from '../../../formats/annotation/annotation.ts';
import type { FineTuned } from '../../../worker/page/trainModel.ts';
import type { OwnModel } from '../../customModel/customModel.ts';

/** A detector that was trained on a project. */
export interface TrainedModel {
  readonly tuned: FineTuned;
  /** The project's classes by what the model calls them. */
  readonly classIds: ReadonlyMap<string, ClassId>;
  /** Class and box loss, step by step. */
  readonly losses: readonly number[];
  /** The pictures that it has seen: they say nothing about how right it is. */
  readonly seenImageIds: readonly string[];
  /** The person's own model that was in use before; null: none was. */
  readonly former: OwnModel | null;
  /** Which of the two makes suggestions. */
  readonly inUse: 'trained' | 'former';
}

/** The detector that was trained last, as it is kept with its project. */
export interface KeptModel extends TrainedModel {
  /** Those that were trained before it, the newest first. */
  readonly earlier: readonly TrainedModel[];
}

/** Whether a record is a model as this version keeps it; another one is as if nothing was trained. */
export function isKeptModel(record: KeptModel | undefined): record is KeptModel {
  const known: Partial<KeptModel> = record ?? {};
  const { classIds, earlier, tuned } = known;
  return classIds instanceof Map && Array.isArray(earlier) && Array.isArray(tuned?.classes);
}

/** So many are kept: each is as large as a model or two. */
const MOST_EARLIER = 3;

/** A model that was just trained, before all that were kept. */
export function keptBefore(trained: TrainedModel, kept: KeptModel | null): KeptModel {
  if (kept === null) return { ...trained, earlier: [] };
  const { earlier, ...last } = kept;
  return { ...trained, earlier: [last, ...earlier].slice(0, MOST_EARLIER) };
}

/** The one trained before, as it was; null where none is kept. */
export function keptEarlier({ earlier }: KeptModel): KeptModel | null {
  const [last, ...older] = earlier;
  return last === undefined ? null : { ...last, earlier: older };
}

/** Another model was loaded: nothing that was trained is in use, or comes back by itself. */
export function letGo(kept: KeptModel): KeptModel {
  const unused = { former: null, inUse: 'former' } as const;
  return { ...kept, ...unused, earlier: kept.earlier.map((one) => ({ ...one, ...unused })) };
}

/** The model that makes suggestions; null: the shipped one. */
export function modelInUse(
  { tuned, classIds, former, inUse }: TrainedModel,
  which = inUse,
): OwnModel | null {
  return which === 'trained' ? { files: tuned.files, classIds } : former;
}
