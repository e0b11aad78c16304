import { describe, expect, test, vi } from 'vitest';
import {
  emptyProject,
  newClass,
  newImage,
  type Project,
} from '../../../../src/app/annotate/project/project.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { TrainingRun, timeLeftMs } from '../../../../src/app/annotate/train/trainingRun.ts';
import { trainingRefusal, trainingSet } from '../../../../src/app/annotate/train/trainingSet.ts';
import type { FineTuned, TrainOptions } from '../../../../src/worker/page/trainModel.ts';

const FIGURES = { ap50: 0.5, recall: 1, precision: 1 };
const TUNED: FineTuned = { files: [], before: FIGURES, after: FIGURES, trained: 5, heldOut: 1 };

/** A project with a seal in each of so many verified pictures, and one that nobody verified. */
function projectOf(verified: number): Project {
  const project = emptyProject('seals', 1);
  const seal = newClass([], 'seal');
  const unused = newClass([seal], 'unused');
  const images = Array.from({ length: verified + 1 }, (_, index) => ({
    ...newImage(`${index}.png`, { width: 100, height: 80 }),
    verified: index < verified,
    boxes: [
      {
        id: `box ${index}`,
        classId: seal.id,
        x: 10,
        y: 12,
        width: 30,
        height: 20,
        difficult: false,
        transcription: null,
      },
    ],
  }));
  return { ...project, classes: [seal, unused], images };
}

function runOn(project: Project, train: (options: TrainOptions) => Promise<FineTuned>) {
  const keep = vi.fn(() => Promise.resolve());
  const session = {
    getSnapshot: () => ({ project }),
    pictureFile: async (id: string) => new Blob([id]),
  } as unknown as ProjectSession;
  const say = vi.fn();
  const run = new TrainingRun({
    session,
    train,
    keep,
    load: async () => null,
    say,
    nowMs: () => Date.UTC(2026, 10, 30, 12),
  });
  return { run, keep, say };
}

describe('what is trained on', () => {
  test('are the verified pictures, with the classes that have a box', () => {
    const set = trainingSet(projectOf(6));
    expect(set.pictures).toHaveLength(6);
    expect(set.classes).toEqual([{ name: 'seal', boxes: 6 }]);
    expect(set.pictures[0]).toEqual({
      width: 100,
      boxes: [{ box: { x: 10, y: 12, width: 30, height: 20 }, className: 'seal' }],
    });
    expect(trainingRefusal(set)).toBeNull();
  });

  test('too little is refused with how much is needed', () => {
    expect(trainingRefusal(trainingSet(projectOf(0)))?.message).toBe(
      'No verified picture has a box.',
    );
    expect(trainingRefusal(trainingSet(projectOf(3)))?.message).toBe(
      '3 verified pictures have boxes; at least 5 are needed.',
    );
  });
});

const NONE = () => null;

describe('a training', () => {
  test('shows its way, and what came out is kept with the project', async () => {
    const project = projectOf(6);
    const { run, keep, say } = runOn(project, async ({ order, open, onProgress }) => {
      expect(order).toMatchObject({ classes: ['seal'], rounds: 20, model: null });
      expect((await open(0)).size).toBeGreaterThan(0);
      onProgress({ phase: 'looking', done: 0, total: 6 });
      expect(run.getState().running?.progress?.phase).toBe('looking');
      for (const step of [1, 2, 3]) {
        onProgress({ phase: 'training', step, steps: 9, loss: 4 - step });
      }
      expect(run.getState().running?.losses).toEqual([3, 2, 1]);
      return TUNED;
    });
    await run.start(NONE, 20);
    const kept = {
      ...{ tuned: TUNED, losses: [3, 2, 1], former: null, inUse: 'former' },
      seenImageIds: project.images.slice(0, 6).map(({ id }) => id),
    };
    expect(run.getState()).toEqual({ running: null, trouble: null, kept, isNews: true });
    run.see();
    expect(run.getState().isNews).toBe(false);
    expect(keep).toHaveBeenCalledWith(expect.any(String), kept);
    expect(say).toHaveBeenCalledWith('Training is done');
  });

  test('comes back to the model that is in use when it is done', async () => {
    const [first, later] = [[], [{ name: 'model.json', bytes: new Uint8Array([1]) }]];
    let inUse: typeof later = first;
    const { run } = runOn(projectOf(6), async () => {
      inUse = later;
      return TUNED;
    });
    await run.start(() => inUse, 20);
    expect(run.getState().kept?.former).toBe(later);
  });

  test('that fails keeps what was trained before', async () => {
    let fails = false;
    const { run } = runOn(projectOf(6), () =>
      fails ? Promise.reject(new Error('no luck')) : Promise.resolve(TUNED),
    );
    await run.start(NONE, 20);
    fails = true;
    await run.start(NONE, 20);
    expect(run.getState().kept?.tuned).toBe(TUNED);
    expect(run.getState().trouble?.hint).toContain('no luck');
    expect(run.getState().running).toBeNull();
  });

  test('that storage has no room for stays for this visit, and says so', async () => {
    const { run, keep } = runOn(projectOf(6), () => Promise.resolve(TUNED));
    keep.mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    await run.start(NONE, 20);
    expect(run.getState().kept?.tuned).toBe(TUNED);
    expect(run.getState().trouble?.hint).toContain('save it as a file');
  });

  test('with too few pictures does not begin', async () => {
    const train = vi.fn(() => Promise.resolve(TUNED));
    await runOn(projectOf(4), train).run.start(NONE, 20);
    expect(train).not.toHaveBeenCalled();
  });

  test('is ended with the desk, and says nothing more', async () => {
    let fail: (error: Error) => void = () => {};
    const { run } = runOn(
      projectOf(6),
      ({ cancel }) =>
        new Promise((_, reject) => {
          fail = reject;
          cancel.addEventListener('abort', () => reject(new Error('ended')));
        }),
    );
    const started = run.start(NONE, 20);
    run.dispose();
    fail(new Error('late'));
    await started;
    expect(run.getState().trouble).toBeNull();
  });
});

test('the time left goes by the steps that are done', () => {
  const running = { losses: [], trainingSinceMs: 1000, stopping: false };
  const progress = { phase: 'training', step: 11, steps: 31, loss: 1 } as const;
  expect(timeLeftMs({ ...running, progress }, 3000)).toBe(4000);
  expect(timeLeftMs({ ...running, progress: { ...progress, step: 1 } }, 3000)).toBeNull();
});
