import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { createReadingClient, type ReaderState, type ReadingClient } from '../../worker/client.ts';
import { workersOfPage } from '../../worker/page/workerPlace.ts';
import { useSettings } from '../settings/settings.ts';

const ReaderContext = createContext<ReadingClient | null>(null);
const NOT_STARTED: ReaderState = { kind: 'loading', parts: [] };
const nothing = (): void => {};

interface ReaderProviderProps {
  /** Whether the screen that is shown reads; the others wake the reader once they ask something of it. */
  readonly needed: boolean;
  readonly children: ReactNode;
}

/** Starts the reader when it is needed first, and anew when another backend is chosen. */
export function ReaderProvider({ needed, children }: ReaderProviderProps) {
  const { backend, languages } = useSettings();
  const [client, setClient] = useState<ReadingClient | null>(null);
  const isNeeded = useRef(needed);

  useEffect(() => {
    const started = createReadingClient(workersOfPage(), {
      backend: backend === 'auto' ? null : backend,
      asleep: !isNeeded.current,
    });
    setClient(started);
    return () => started.dispose();
  }, [backend]);

  useEffect(() => {
    if (!needed) return;
    // Once it was needed it is started anew with another backend.
    isNeeded.current = true;
    client?.wake();
  }, [client, needed]);

  useEffect(() => client?.setLanguages(languages), [client, languages]);

  return <ReaderContext value={client}>{children}</ReaderContext>;
}

/** The reader; null for the moment before it is started. */
export function useReader(): ReadingClient | null {
  return useContext(ReaderContext);
}

export function useReaderState(): ReaderState {
  const client = useReader();
  const subscribe = useCallback(
    (listener: () => void) => client?.onState(listener) ?? nothing,
    [client],
  );
  return useSyncExternalStore(subscribe, () => client?.state ?? NOT_STARTED);
}
