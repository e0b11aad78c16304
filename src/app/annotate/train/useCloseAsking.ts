import { useMemo } from 'react';
import type { HomeCommands } from '../desk/homeCommands.ts';
import type { TrainingRun } from './trainingRun.ts';

/** The commands of the home, of which closing asks first while a training goes on. */
export function useCloseAsking(home: HomeCommands, training: TrainingRun): HomeCommands {
  return useMemo(
    () => ({
      ...home,
      close: () => {
        if (training.mayLeave()) home.close();
      },
    }),
    [home, training],
  );
}
