import { useCallback } from 'react';
import type { Desk } from '../desk/desk.ts';
import type { Training } from '../train/useTraining.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { ModelDialog } from './ModelDialog.tsx';
import { TrainingDialog } from './TrainingDialog.tsx';

/** The dialog that is open at the desk, if any. */
export function DeskDialogs({
  desk,
  training,
}: {
  readonly desk: Desk;
  readonly training: Training;
}) {
  const { dispatch, state } = desk;
  const close = useCallback(
    () => dispatch({ type: 'dialog', dialog: { kind: 'none' } }),
    [dispatch],
  );
  switch (state.dialog.kind) {
    case 'export':
      return <ExportDialog desk={desk} onClose={close} />;
    case 'model':
      return <ModelDialog desk={desk} onOther={training.letGo} onClose={close} />;
    case 'training':
      return <TrainingDialog desk={desk} training={training} onClose={close} />;
    case 'keys':
      return <KeysDialog onClose={close} />;
    default:
      return null;
  }
}
