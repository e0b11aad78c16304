import { useEffect, useMemo, useState } from 'react';
import { createReadingClient, type ReadingClient } from '../../worker/client.ts';
import { workersOfPage } from '../../worker/page/workerPlace.ts';
import { useSettings } from '../settings/settings.ts';
import { poolSize, thisDevice } from './poolSize.ts';
import { useReader } from './ReaderContext.tsx';

/** Further readers that have nothing to do are let go after this time, ms: more pages may follow. */
const IDLE_MS = 20_000;

/**
 * Readers for so many pages: the page's own, and as many more as the device has cores and memory for.
 * @param pages that wait or are being read
 */
export function useReaderPool(pages: number): readonly ReadingClient[] {
  const own = useReader();
  const { backend, languages } = useSettings();
  const [size, setSize] = useState(1);
  const [others, setOthers] = useState<readonly ReadingClient[]>([]);
  const wanted = poolSize(pages, thisDevice());

  // The pool grows at once and is let go as a whole: its last pages are not taken from it.
  useEffect(() => {
    if (wanted > size) setSize(wanted);
    if (pages > 0) return;
    const timer = setTimeout(() => setSize(1), IDLE_MS);
    return () => clearTimeout(timer);
  }, [wanted, size, pages]);

  useEffect(() => {
    const started = Array.from({ length: size - 1 }, () =>
      createReadingClient(workersOfPage(), { backend: backend === 'auto' ? null : backend }),
    );
    // Those that are still loading, or cannot, keep no page waiting.
    for (const reader of started) {
      reader.onState(({ kind }) =>
        setOthers((before) => {
          const rest = before.filter((one) => one !== reader);
          return kind === 'ready' ? [...rest, reader] : rest;
        }),
      );
    }
    return () => {
      for (const reader of started) reader.dispose();
      setOthers([]);
    };
  }, [size, backend]);

  useEffect(() => {
    for (const reader of others) reader.setLanguages(languages);
  }, [others, languages]);

  return useMemo(() => (own ? [own, ...others] : []), [own, others]);
}
