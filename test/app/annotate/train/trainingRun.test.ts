import { describe, expect, test, vi } from 'vitest';
import type { KeptModel } from '../../../../src/app/annotate/project/keptModel.ts';
import {
  emptyProject,
  newClass,
  newImage,
  type Project,
} from '../../../../src/app/annotate/project/project.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { TrainingRun, timeLeftMs } from '../../../../src/app/annotate/train/trainingRun.ts';
import {
  trainedClasses,
  trainingRefusal,
  trainingSet,
} from '../../../../src/app/annotate/train/trainingSet.ts';
import type { FineTuned, TrainOptions } from '../../../../src/worker/page/trainModel.ts';

const FIGURES = { ap50: 0.5, recall: 1, precision: 1 };
const TUNED: FineTuned = {
  ...{ files: [], before: FIGURES, after: FIGURES },
  ...{ trained: 5, heldOut: 1, trainedOn: [0, 1, 2, 4, 5], tooMany: 0, unopened: 0 },
  classes: [{ name: 'seal', trained: 5, heldOut: 1 }],
};

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
    expect(set.classes).toMatchObject([{ name: 'seal', boxes: 6 }]);
    expect(set.pictures[0]).toEqual({
      width: 100,
      height: 80,
      boxes: [{ box: { x: 10, y: 12, width: 30, height: 20 }, className: 'seal' }],
    });
    expect(trainingRefusal(set)).toBeNull();
  });

  test('a class that was renamed is known by the names that it had', () => {
    const project = projectOf(6);
    const [seal, unused] = project.classes;
    if (!seal || !unused) throw new Error('no class');
    const classes = [{ ...seal, name: 'stamp', formerNames: ['seal'] }, unused];
    const set = trainingSet({ ...project, classes });
    expect(trainedClasses(set)).toEqual([{ name: 'stamp', knownAs: ['stamp', 'seal'] }]);
    // What a model trained here meant by a name does not change with the names.
    const then = new Map([
      ['seal', 'another'],
      ['mark', seal.id],
    ]);
    expect(trainedClasses(set, then)).toEqual([{ name: 'stamp', knownAs: ['mark'] }]);
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
      expect(order).toMatchObject({ rounds: 20, model: null });
      expect(order.classes).toEqual([{ name: 'seal', knownAs: ['seal'] }]);
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
      ...{ tuned: TUNED, losses: [3, 2, 1], former: null, inUse: 'former', earlier: [] },
      classIds: new Map([['seal', project.classes[0]?.id]]),
      // The picture held out was not learnt from: it goes on telling how right the model is.
      seenImageIds: [0, 1, 2, 4, 5].map((index) => project.images[index]?.id),
    };
    expect(run.getState()).toEqual({ running: null, trouble: null, kept, isNews: true });
    run.see();
    expect(run.getState().isNews).toBe(false);
    expect(keep).toHaveBeenCalledWith(expect.any(String), kept);
    expect(say).toHaveBeenCalledWith('Training is done');
  });

  test('comes back to the model that is in use when it is done', async () => {
    const [first, later] = [1, 2].map((byte) => ({
      files: [{ name: 'model.json', bytes: new Uint8Array([byte]) }],
      classIds: new Map(),
    }));
    let inUse = first ?? null;
    const { run } = runOn(projectOf(6), async () => {
      inUse = later ?? null;
      return TUNED;
    });
    await run.start(() => inUse, 20);
    expect(run.getState().kept?.former).toBe(later);
  });

  test('done again keeps the one before, to be gone back to', async () => {
    const second = { ...TUNED, trained: 6 };
    const results = [TUNED, second];
    const { run, keep } = runOn(projectOf(6), async () => results.shift() ?? TUNED);
    await run.start(NONE, 20);
    await run.keep({ ...(run.getState().kept as KeptModel), inUse: 'trained' });
    await run.start(NONE, 20);
    const { kept } = run.getState();
    expect(kept?.tuned).toBe(second);
    expect(kept?.earlier).toMatchObject([{ tuned: TUNED, inUse: 'trained' }]);
    expect(keep).toHaveBeenLastCalledWith(expect.any(String), kept);
  });

  test('that goes on from one in use counts what that one had learnt from', async () => {
    const project = projectOf(6);
    const others = [{ ...TUNED, trainedOn: [3] }, TUNED];
    const { run } = runOn(project, async () => others.pop() ?? TUNED);
    await run.start(NONE, 20);
    const kept = run.getState().kept as KeptModel;
    await run.keep({ ...kept, inUse: 'trained' });
    await run.start(() => ({ files: kept.tuned.files, classIds: kept.classIds }), 20);
    const seen = run.getState().kept?.seenImageIds ?? [];
    expect(seen.toSorted()).toEqual(project.images.slice(0, 6).map(({ id }) => id));
  });

  test('goes on when the desk is not left after all, and asks again the next time', async () => {
    let done: (tuned: FineTuned) => void = () => {};
    const { run } = runOn(
      projectOf(6),
      () =>
        new Promise((resolve) => {
          done = resolve;
        }),
    );
    const started = run.start(NONE, 20);
    expect(run.mayLeave()).toBe(false);
    run.stay();
    expect(run.getState().running?.warned).toBe(false);
    expect(run.mayLeave()).toBe(false);
    done(TUNED);
    await started;
    expect(run.getState().running).toBeNull();
  });

  test('is not left without a word, and only the first time', async () => {
    let done: (tuned: FineTuned) => void = () => {};
    const { run } = runOn(
      projectOf(6),
      () =>
        new Promise((resolve) => {
          done = resolve;
        }),
    );
    expect(run.mayLeave()).toBe(true);
    const first = run.start(NONE, 20);
    expect(run.mayLeave()).toBe(false);
    expect(run.mayLeave()).toBe(true);
    done(TUNED);
    await first;
    expect(run.mayLeave()).toBe(true);
    const second = run.start(NONE, 20);
    expect(run.mayLeave()).toBe(false);
    done(TUNED);
    await second;
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
  const running = { losses: [], trainingSinceMs: 1000, stopping: false, warned: false };
  const progress = { phase: 'training', step: 11, steps: 31, loss: 1 } as const;
  expect(timeLeftMs({ ...running, progress }, 3000)).toBe(4000);
  expect(timeLeftMs({ ...running, progress: { ...progress, step: 1 } }, 3000)).toBeNull();
});
