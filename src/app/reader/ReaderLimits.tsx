import { useState } from 'react';
import type { ReaderLimit } from '../../worker/client.ts';
import { Notice } from '../notices/Notice.tsx';
import { useReaderState } from './ReaderContext.tsx';

interface Sentences {
  readonly message: string;
  readonly hint: string;
  /** Whether another try may help. */
  readonly isPassing: boolean;
}

const SENTENCES: Readonly<Record<ReaderLimit, Sentences>> = {
  'no-wasm': {
    message: 'Reading is slower than it could be.',
    hint: 'The part that calculates fast did not load. If it stays so, update the browser.',
    isPassing: true,
  },
  'no-simd': {
    message: 'Reading is slower than it could be.',
    hint: 'This browser or device calculates one number at a time. A newer browser may be several times faster.',
    isPassing: false,
  },
  'no-helpers': {
    message: 'A helping part of the reader did not load.',
    hint: 'Everything is read, unclear words less surely.',
    isPassing: true,
  },
  'no-language': {
    message: 'The words of a chosen language did not load.',
    hint: 'Everything is read, letter by letter; what was read stays.',
    isPassing: true,
  },
};

/** Says what the reader does without, until it is closed. */
export function ReaderLimits() {
  const state = useReaderState();
  const [closed, setClosed] = useState<readonly ReaderLimit[]>([]);
  const [limit] = state.kind === 'ready' ? state.limits.filter((one) => !closed.includes(one)) : [];
  if (limit === undefined) return null;
  const sentences = SENTENCES[limit];
  return (
    <Notice
      error={sentences}
      action={
        sentences.isPassing
          ? { label: 'Load the page again', perform: () => location.reload() }
          : undefined
      }
      onDismiss={() => setClosed([...closed, limit])}
    />
  );
}
