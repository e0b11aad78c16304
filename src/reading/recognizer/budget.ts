/**
 * How much a reading may cost. `live`: new lines of a moving picture, by the first net alone; `still`:
 * lines of a moving picture that rest, with all care, but without waiting for nets that are still
 * loading; `final`: a reading that nobody will make again, which waits for every net.
 */
export type Budget = 'live' | 'still' | 'final';
