import { useMemo } from 'react';
import type { HomeCommands } from '../desk/homeCommands.ts';
import type { TaskControl } from '../desk/useTask.ts';
import type { TrainingRun } from './trainingRun.ts';

/** The project cannot be left without a word: a training goes on in it. */
class TrainingGoesOnError extends Error {
  override readonly name = 'TrainingGoesOnError';
  readonly hint = 'Stop it to keep what it has so far. Closing once more ends it with nothing.';

  constructor() {
    super('A training goes on in this project.');
  }
}

/** The commands of the home, of which closing asks first while a training goes on. */
export function useCloseAsking(
  home: HomeCommands,
  { run }: TaskControl,
  training: TrainingRun,
): HomeCommands {
  return useMemo(
    () => ({
      ...home,
      close: () => {
        if (training.mayLeave()) home.close();
        else void run('Closing', () => Promise.reject(new TrainingGoesOnError()));
      },
    }),
    [home, run, training],
  );
}
