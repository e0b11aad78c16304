import { useCallback, useEffect, useRef } from 'react';

/** A handler that is always the same function and calls the newest one: for memoised children. */
export function useSteadyHandler<Args extends readonly unknown[]>(
  handler: (...args: Args) => void,
): (...args: Args) => void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
