import { useEffect, useState } from 'react';
import { notebookSettings } from '../notebook/notebook.ts';
import { useReaderState } from '../reader/ReaderContext.tsx';
import { keepOffline, takeUpdate, useOffline } from './offlineState.ts';

/** Has the page kept for use without a network, behind what is waited for, and says when that is done. */
export function OfflineNotices() {
  const { kind } = useReaderState();
  // Nothing competes with the parts that reading waits for.
  const lineIsFree = kind === 'ready' || kind === 'asleep';
  const { state, update } = useOffline();
  const { keeps } = notebookSettings.use();
  const [closed, setClosed] = useState<'none' | 'ready' | 'update'>('none');

  useEffect(() => {
    if (lineIsFree) keepOffline();
  }, [lineIsFree]);

  if (update !== null && closed !== 'update') {
    return (
      <p className="told" role="status">
        A new version of Handlens is here. It comes with the next visit, or now:{' '}
        {keeps
          ? 'what stands on the screens is kept and comes back.'
          : 'that ends what stands on these screens.'}
        <button type="button" className="link" onClick={takeUpdate}>
          Load the new version
        </button>
        <button type="button" className="link" onClick={() => setClosed('update')}>
          Close
        </button>
      </p>
    );
  }
  if (state.kind === 'ready' && state.first && closed === 'none') {
    return (
      <p className="told" role="status">
        Ready offline: Handlens now works without a network.
        <button type="button" className="link" onClick={() => setClosed('ready')}>
          Close
        </button>
      </p>
    );
  }
  return null;
}

/** One sentence on use without a network, for the explanation of what stays on the device. */
export function OfflineSentence() {
  const { state } = useOffline();
  switch (state.kind) {
    case 'ready':
      return <p>All of Handlens is kept on this device: it works without a network.</p>;
    case 'keeping':
      return (
        <p>
          Handlens is being kept for use without a network: {state.done} of {state.total} parts.
        </p>
      );
    case 'failed':
      return (
        <p>
          Not every part could be kept for use without a network. It is tried again at the next
          visit.
        </p>
      );
    case 'unavailable':
      return null;
    default:
      return state satisfies never;
  }
}
