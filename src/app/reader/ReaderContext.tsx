import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { createReadingClient, type ReaderState, type ReadingClient } from '../../worker/client.ts';
import { workersOfPage } from '../../worker/page/workerPlace.ts';
import { useSettings } from '../settings/settings.ts';

const ReaderContext = createContext<ReadingClient | null>(null);
const NOT_STARTED: ReaderState = { kind: 'loading', parts: [] };
const nothing = (): void => {};

/** Starts the reader with the page, and anew when another backend is chosen. */
export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const { backend, languages } = useSettings();
  const [client, setClient] = useState<ReadingClient | null>(null);

  useEffect(() => {
    const started = createReadingClient(workersOfPage(), {
      backend: backend === 'auto' ? null : backend,
    });
    setClient(started);
    return () => started.dispose();
  }, [backend]);

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
