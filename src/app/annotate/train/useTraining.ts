import { type RefObject, useEffect, useMemo } from 'react';
import { trainModel } from '../../../worker/page/trainModel.ts';
import {
  customModelFiles,
  dropCustomModel,
  loadCustomModel,
  projectOfCustomModel,
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
  const projectId = session.getSnapshot().project.id;
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
      const owner = projectOfCustomModel(reader);
      const isForeign = owner !== null && owner !== projectId;
      if (left || (customModelFiles(reader) !== null && !isForeign)) return;
      const files = kept && (kept.inUse === 'trained' ? kept.tuned.files : kept.former);
      // It was checked when it was made; a reader that cannot take it works as without it.
      if (files) await loadCustomModel(reader, files, projectId).catch(() => {});
      else if (isForeign) await dropCustomModel(reader).catch(() => {});
    });
    return () => {
      left = true;
    };
  }, [reader, ready, run, projectId]);
  // The model of a project leaves with it.
  useEffect(() => {
    if (!reader) return;
    return () => {
      if (projectOfCustomModel(reader) === projectId) void dropCustomModel(reader).catch(() => {});
    };
  }, [reader, projectId]);

  return useMemo(
    () => ({
      run,
      start: (rounds) => {
        if (reader) void run.start(() => customModelFiles(reader), rounds);
      },
      use: async (which) => {
        const { kept } = run.getState();
        if (!reader || kept === null) return;
        const files = which === 'trained' ? kept.tuned.files : kept.former;
        const isIn = kept.inUse === 'trained';
        // What was loaded since is what there is to come back to.
        const former = which === 'trained' && !isIn ? customModelFiles(reader) : kept.former;
        if (files === null) await dropCustomModel(reader);
        else await loadCustomModel(reader, files, projectId);
        const seen = which === 'trained' ? kept.seenImageIds : [];
        session.run({ type: 'forget-proposals', seenImageIds: seen });
        await run.keep({ ...kept, former, inUse: which });
      },
      letGo: () => {
        const { kept } = run.getState();
        if (kept !== null) void run.keep({ ...kept, former: null, inUse: 'former' });
      },
    }),
    [reader, run, session, projectId],
  );
}
