import { useEffect } from 'react';
import { CHAPTERS_HASH, FIELDS_HASH } from '../screens.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import type { Purpose } from './pages/page.ts';

const HASHES: Readonly<Record<Purpose, string>> = {
  text: '#documents',
  chapters: CHAPTERS_HASH,
  fields: FIELDS_HASH,
};

/** What the address wants pages to be looked at for; null where it leaves that open. */
export function purposeOfAddress(): Purpose | null {
  if (location.hash === CHAPTERS_HASH) return 'chapters';
  return location.hash === FIELDS_HASH ? 'fields' : null;
}

/** Lets the address say what pages are looked at for, so that a reload comes back to it. */
export function nameInAddress(purpose: Purpose): void {
  history.replaceState(null, '', HASHES[purpose]);
}

/** Calls back whenever the address names a purpose. */
export function usePurposeOfAddress(onPurpose: (purpose: Purpose) => void): void {
  const look = useSteadyHandler(() => {
    const purpose = purposeOfAddress();
    if (purpose) onPurpose(purpose);
  });
  useEffect(() => {
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [look]);
}
