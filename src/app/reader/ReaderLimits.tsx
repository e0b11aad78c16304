import { useState } from 'react';
import type { ReaderLimit } from '../../worker/client.ts';
import { Notice } from '../notices/Notice.tsx';
import { useReaderState } from './ReaderContext.tsx';

const SENTENCES: Readonly<Record<ReaderLimit, { message: string; hint: string }>> = {
  'no-wasm': {
    message: 'Reading is slower than it could be.',
    hint: 'The part that calculates fast did not load. If it stays so, update the browser.',
  },
  'no-helpers': {
    message: 'A helping part of the reader did not load.',
    hint: 'Everything is read, unclear words less surely.',
  },
  'no-language': {
    message: 'The words of a chosen language did not load.',
    hint: 'Everything is read, letter by letter; what was read stays.',
  },
};

/** Says what the reader does without, until it is closed. */
export function ReaderLimits() {
  const state = useReaderState();
  const [closed, setClosed] = useState<readonly ReaderLimit[]>([]);
  const [limit] = state.kind === 'ready' ? state.limits.filter((one) => !closed.includes(one)) : [];
  if (limit === undefined) return null;
  return (
    <Notice
      error={SENTENCES[limit]}
      action={{ label: 'Load the page again', perform: () => location.reload() }}
      onDismiss={() => setClosed([...closed, limit])}
    />
  );
}
