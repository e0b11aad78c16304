import { type RefObject, useEffect, useMemo } from 'react';
import { trainModel } from '../../../worker/page/trainModel.ts';
import {
  customModelOf,
  dropCustomModel,
  loadCustomModel,
  type OwnModel,
} from '../../customModel/customModel.ts';
import { useReader, useReaderState } from '../../reader/ReaderContext.tsx';
import { guardLeaving } from '../../storage/leaving.ts';
import type { Desk } from '../desk/desk.ts';
import { type KeptModel, keptEarlier, letGo, modelInUse } from '../project/keptModel.ts';
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
  /** Lets go of the model trained last: the one trained before it stands again as it did. @throws ReadingError */
  readonly bringBack: () => Promise<void>;
  /** Another model was loaded, or the trained one removed: it does not come back by itself. */
  readonly letGo: () => void;
}

/** Training on the project that is open; a model that was trained and in use comes back with it. */
export function useTraining(session: ProjectSession, newest: RefObject<Desk | null>): Training {
  const reader = useReader();
  const projectId = session.getSnapshot().project.id;
  const { kind } = useReaderState();
  const settled = kind === 'ready' || kind === 'asleep';
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
    if (!reader || !settled) return;
    let left = false;
    void run.restore().then(async (kept) => {
      const standing = customModelOf(reader);
      const owner = standing?.projectId ?? null;
      const isForeign = owner !== null && owner !== projectId;
      if (left || (standing !== null && !isForeign)) return;
      const own = kept && modelInUse(kept);
      if (own && reader.state.kind === 'asleep') {
        reader.wake();
        return;
      }
      // It was checked when it was made; a reader that cannot take it works as without it.
      if (own) await loadCustomModel(reader, own, projectId).catch(() => {});
      else if (isForeign) await dropCustomModel(reader).catch(() => {});
    });
    return () => {
      left = true;
    };
  }, [reader, settled, run, projectId]);
  // The model of a project leaves with it.
  useEffect(() => {
    if (!reader) return;
    return () => {
      const owner = customModelOf(reader)?.projectId;
      if (owner === projectId) void dropCustomModel(reader).catch(() => {});
    };
  }, [reader, projectId]);

  return useMemo(() => {
    const ownOf = (): OwnModel | null => {
      const standing = reader && customModelOf(reader);
      return standing && { files: standing.files, classIds: standing.classIds };
    };
    // What an earlier model proposed is none of the new one's, nor is a run that it is in the middle of.
    const forget = (seenImageIds: readonly string[]): void => {
      newest.current?.commands.pauseSuggesting();
      session.run({ type: 'forget-proposals', seenImageIds });
    };
    const suggestWith = async (own: OwnModel | null, kept: KeptModel): Promise<void> => {
      if (!reader) return;
      if (own === null) await dropCustomModel(reader);
      else await loadCustomModel(reader, own, projectId);
      forget(kept.inUse === 'trained' ? kept.seenImageIds : []);
      await run.keep(kept);
    };
    return {
      run,
      start: (rounds) => {
        if (reader) void run.start(ownOf, rounds);
      },
      use: async (which) => {
        const { kept } = run.getState();
        if (kept === null) return;
        // What was loaded since is what there is to come back to.
        const isNew = which === 'trained' && kept.inUse !== 'trained';
        const former = isNew ? ownOf() : kept.former;
        const used = { ...kept, former, inUse: which };
        await suggestWith(modelInUse(used), used);
      },
      bringBack: async () => {
        const { kept } = run.getState();
        const before = kept && keptEarlier(kept);
        if (before !== null) await suggestWith(modelInUse(before), before);
      },
      letGo: () => {
        const { kept } = run.getState();
        forget([]);
        if (kept !== null) void run.keep(letGo(kept));
      },
    };
  }, [reader, run, session, projectId, newest]);
}
