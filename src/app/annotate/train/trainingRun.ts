import { ReadingError } from '../../../reading/errors.ts';
import type { FineTuned, FineTuneProgress, TrainOptions } from '../../../worker/page/trainModel.ts';
import type { OwnModel } from '../../customModel/customModel.ts';
import { type TaskTrouble, troubleOf } from '../desk/useTask.ts';
import { type KeptModel, keptBefore } from '../project/keptModel.ts';
import type { ProjectSession } from '../project/sessionState.ts';
import { trainedClasses, trainingRefusal, trainingSet } from './trainingSet.ts';

export interface TrainingState {
  readonly running: RunningTraining | null;
  readonly trouble: TaskTrouble | null;
  /** What was trained last, in this visit or before; null: nothing, or not looked up yet. */
  readonly kept: KeptModel | null;
  /** A training is done, and nobody has looked at it yet. */
  readonly isNews: boolean;
}

export interface RunningTraining {
  /** Null until something is known. */
  readonly progress: FineTuneProgress | null;
  /** Of all steps so far. */
  readonly losses: readonly number[];
  /** When the first step was done; null before. */
  readonly trainingSinceMs: number | null;
  readonly stopping: boolean;
  /** The person is told that leaving ends it. */
  readonly warned: boolean;
}

interface TrainingParts {
  readonly session: ProjectSession;
  readonly train: (options: TrainOptions) => Promise<FineTuned>;
  readonly load: (projectId: string) => Promise<KeptModel | null>;
  readonly keep: (projectId: string, model: KeptModel) => Promise<void>;
  /** Said when it is done. */
  readonly say: (words: string) => void;
  readonly nowMs: () => number;
}

/** Every model of a project has this name, as the command of `training` gives it. */
const NAME = 'annotated-detector';

/** Training on an open project, which goes on while the person works. */
export class TrainingRun {
  readonly #parts: TrainingParts;
  readonly #listeners = new Set<() => void>();
  #state: TrainingState = { running: null, trouble: null, kept: null, isNews: false };
  #stop = new AbortController();
  #cancel = new AbortController();

  constructor(parts: TrainingParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): TrainingState => this.#state;

  /** Looks up what was trained before; gives it. */
  async restore(): Promise<KeptModel | null> {
    const kept = await this.#parts.load(this.#projectId()).catch(() => null);
    if (kept !== null && this.#state.kept === null) this.#become({ kept });
    return this.#state.kept;
  }

  /**
   * Trains on the verified pictures as they are now.
   * @param inUse gives the person's own model that is in use, to start from, and to come back to as
   *   it is when the training is done; null: the shipped one
   * @param rounds how often each picture is seen
   */
  async start(inUse: () => OwnModel | null, rounds: number): Promise<void> {
    if (this.#state.running !== null) return;
    const { session, train, say, nowMs } = this.#parts;
    const set = trainingSet(session.getSnapshot().project);
    if (trainingRefusal(set) !== null) return;
    this.#stop = new AbortController();
    this.#cancel = new AbortController();
    const cancel = this.#cancel.signal;
    this.#become({ running: NOT_BEGUN, trouble: null, isNews: false });
    const from = inUse();
    try {
      const tuned = await train({
        order: {
          model: from?.files ?? null,
          classes: trainedClasses(set, from?.classIds),
          pictures: set.pictures,
          about: { name: NAME, version: versionOf(new Date(nowMs())) },
          rounds,
        },
        open: (index) => session.pictureFile(set.imageIds[index] ?? ''),
        onProgress: (progress) => this.#note(progress),
        stop: this.#stop.signal,
        cancel,
      });
      if (cancel.aborted) return;
      const trained = {
        ...{ tuned, losses: this.#losses() },
        seenImageIds: this.#seenBefore(from).concat(
          tuned.trainedOn.flatMap((index) => set.imageIds[index] ?? []),
        ),
        classIds: new Map(set.classes.map(({ name, id }) => [name, id])),
        ...{ former: inUse(), inUse: 'former' as const },
      };
      await this.keep(keptBefore(trained, this.#state.kept));
      this.#become({ isNews: true });
      say('Training is done');
    } catch (error) {
      const ended = error instanceof ReadingError && error.code === 'cancelled';
      if (!cancel.aborted && !ended) this.#become({ trouble: troubleOf(error) });
    } finally {
      if (!cancel.aborted) this.#become({ running: null });
    }
  }

  /** Ends it with the best so far. */
  stop(): void {
    const { running } = this.#state;
    if (running === null) return;
    this.#stop.abort();
    this.#become({ running: { ...running, stopping: true } });
  }

  /** Keeps a model with the project; one that storage has no room for stays for this visit. */
  async keep(model: KeptModel): Promise<void> {
    this.#become({ kept: model });
    await this.#parts
      .keep(this.#projectId(), model)
      .catch(() => this.#become({ trouble: NOT_KEPT }));
  }

  /** Whether the desk may be left; while a training goes on, not before the person was told so. */
  mayLeave(): boolean {
    const { running } = this.#state;
    if (running === null || running.warned) return true;
    this.#become({ running: { ...running, warned: true } });
    return false;
  }

  /** The desk is not left after all: before the next time it is told again. */
  stay(): void {
    const { running } = this.#state;
    if (running?.warned) this.#become({ running: { ...running, warned: false } });
  }

  forgive(): void {
    this.#become({ trouble: null });
  }

  /** What came of it was looked at. */
  see(): void {
    if (this.#state.isNews) this.#become({ isNews: false });
  }

  /** The desk is left. */
  dispose(): void {
    this.#cancel.abort();
    this.#listeners.clear();
  }

  #note(progress: FineTuneProgress): void {
    const { running } = this.#state;
    if (running === null) return;
    const { losses, trainingSinceMs } = running;
    const isStep = progress.phase === 'training';
    this.#become({
      running: {
        ...running,
        progress,
        losses: isStep ? [...losses, progress.loss] : losses,
        trainingSinceMs: trainingSinceMs ?? (isStep ? this.#parts.nowMs() : null),
      },
    });
  }

  #losses(): readonly number[] {
    return this.#state.running?.losses ?? [];
  }

  /** What it began from may have learnt from pictures of the project. */
  #seenBefore(from: OwnModel | null): readonly string[] {
    const { kept } = this.#state;
    return from !== null && kept?.inUse === 'trained' ? kept.seenImageIds : [];
  }

  #projectId(): string {
    return this.#parts.session.getSnapshot().project.id;
  }

  #become(change: Partial<TrainingState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const NOT_KEPT: TaskTrouble = {
  message: 'This browser has no room to keep the trained model.',
  hint: 'It is here until the page is closed: save it as a file.',
};

const NOT_BEGUN: RunningTraining = {
  progress: null,
  losses: [],
  trainingSinceMs: null,
  stopping: false,
  warned: false,
};

/** `2026.11.30-1605`: when it was trained. */
function versionOf(when: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join('.');
  return `${day}-${two(when.getHours())}${two(when.getMinutes())}`;
}

/** Milliseconds that are left of the steps; null before two are done. */
export function timeLeftMs(
  { progress, trainingSinceMs }: RunningTraining,
  nowMs: number,
): number | null {
  if (progress?.phase !== 'training' || trainingSinceMs === null || progress.step < 2) return null;
  return ((nowMs - trainingSinceMs) / (progress.step - 1)) * (progress.steps - progress.step);
}
