import { type RefObject, useEffect, useMemo } from 'react';
import { trainModel } from '../../../worker/page/trainModel.ts';
import {
  customModelFiles,
  dropCustomModel,
  loadCustomModel,
} from '../../customModel/customModel.ts';
import { useReader, useReaderState } from '../../reader/ReaderContext.tsx';
import { guardLeaving } from '../../storage/leaving.ts';
import type { Desk } from '../desk/desk.ts';
import type { KeptModel } from '../project/keptModel.ts';
import type { ProjectSession } from '../project/sessionState.ts';
import { projectStore } from '../store.ts';
import { TrainingRun } from './trainingRun.ts';

/** What can be done about training at the desk. */
export interface Training {
  readonly run: TrainingRun;
  /** @param rounds how often each picture is seen */
  readonly start: (rounds: number) => void;
  /** Lets the trained model, or the one before it, make the suggestions. @throws ReadingError */
  readonly use: (which: KeptModel['inUse']) => Promise<void>;
  /** Another model was loaded, or the trained one removed: it does not come back by itself. */
  readonly letGo: () => void;
}

/** Training on the project that is open; a model that was trained and in use comes back with it. */
export function useTraining(session: ProjectSession, newest: RefObject<Desk | null>): Training {
  const reader = useReader();
  const ready = useReaderState().kind === 'ready';
  const run = useMemo(() => {
    const store = projectStore();
    return new TrainingRun({
      session,
      train: trainModel,
      load: store.model,
      keep: store.keepModel,
      say: (words) => newest.current?.say(words),
      nowMs: Date.now,
    });
  }, [session, newest]);
  useEffect(() => () => run.dispose(), [run]);
  useEffect(
    () => guardLeaving({ isUnsaved: () => run.getState().running !== null, saveNow: () => {} }),
    [run],
  );
  useEffect(() => void run.restore(), [run]);
  useEffect(() => {
    // Asked for earlier, the model would count the reader's own way as its time.
    if (!reader || !ready) return;
    let left = false;
    void run.restore().then(async (kept) => {
      if (left || kept === null) return;
      const files = kept.inUse === 'trained' ? kept.tuned.files : kept.former;
      if (files === null || customModelFiles(reader) !== null) return;
      // It was checked when it was made; a reader that cannot take it works as without it.
      await loadCustomModel(reader, files).catch(() => {});
    });
    return () => {
      left = true;
    };
  }, [reader, ready, run]);

  return useMemo(
    () => ({
      run,
      start: (rounds) => {
        if (reader) void run.start(customModelFiles(reader), rounds);
      },
      use: async (which) => {
        const { kept } = run.getState();
        if (!reader || kept === null) return;
        const files = which === 'trained' ? kept.tuned.files : kept.former;
        if (files === null) await dropCustomModel(reader);
        else await loadCustomModel(reader, files);
        await run.keep({ ...kept, inUse: which });
      },
      letGo: () => {
        const { kept } = run.getState();
        if (kept !== null) void run.keep({ ...kept, former: null, inUse: 'former' });
      },
    }),
    [reader, run],
  );
}
