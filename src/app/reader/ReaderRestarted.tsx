import { useState } from 'react';
import { ReadingError } from '../../reading/errors.ts';
import type { ReaderState } from '../../worker/client.ts';
import { Notice } from '../notices/Notice.tsx';
import { useReaderState } from './ReaderContext.tsx';

/** Says that the reader crashed and is back, until it is closed. */
export function ReaderRestarted() {
  const state = useReaderState();
  const [closed, setClosed] = useState<ReaderState | null>(null);
  if (state.kind !== 'ready' || !state.restarted || state === closed) return null;
  return <Notice error={new ReadingError('worker-crashed')} onDismiss={() => setClosed(state)} />;
}
