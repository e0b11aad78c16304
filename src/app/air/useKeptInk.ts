import { type Dispatch, type RefObject, useEffect } from 'react';
import type { Writing } from '../../formats/inkJson.ts';
import type { InkStore } from '../../reading/strokes/inkStore.ts';
import { theNotebook } from '../notebook/notebook.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { type AirAction, type AirSession, writtenText } from './airSession.ts';

interface KeptInkOptions {
  readonly ink: InkStore;
  readonly session: AirSession;
  /** Size that the ink is px of. */
  readonly size: RefObject<Size>;
  readonly dispatch: Dispatch<AirAction>;
  /** Puts ink that was on the page back there. */
  readonly onPage: (page: Writing) => void;
}

/** Keeps ink and what was read of it in the notebook, stroke by stroke, and brings both back. */
export function useKeptInk({ ink, session, size, dispatch, onPage }: KeptInkOptions): void {
  const keeper = theNotebook().keepers.air;
  const { transcript, writings } = session;

  const show = useSteadyHandler<Parameters<Parameters<typeof keeper.attach>[0]>>((kept) => {
    if (!ink.isEmpty) ink.clear();
    if (kept === null) {
      dispatch({ type: 'clear' });
      return;
    }
    const { page } = kept;
    // What was read of the ink on the page is read again.
    const done = page ? kept.transcript.filter(({ inView }) => !inView) : kept.transcript;
    dispatch({ type: 'recall', kept: { transcript: done, writings: kept.writings } });
    if (page) onPage(page);
  });
  useEffect(() => keeper.attach(show), [keeper, show]);

  const keep = useSteadyHandler(() => {
    const written = ink.isEmpty
      ? null
      : { ink: ink.ink(), size: size.current, text: writtenText(session) };
    const isNothing = written === null && writings.length === 0 && transcript.length === 0;
    keeper.keep(isNothing ? null : { transcript, writings, page: written });
  });
  useEffect(() => ink.subscribe(keep), [ink, keep]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read, corrected and done is kept as it changes.
  useEffect(keep, [keep, transcript, writings]);
}
