import { useEffect, useRef, useState } from 'react';
import { type TranscriptLine, textOf, writtenLines } from './transcript.ts';

const QUIET_MS = 1200;

/**
 * What a screen reader is told: lines that have become sure and were not said before, together, once
 * the transcript has been quiet for a moment.
 */
export function useAnnouncements(transcript: readonly TranscriptLine[]): string {
  const said = useRef(new Set<string>());
  const [announcement, setAnnouncement] = useState('');

  useEffect(() => {
    const timer = setTimeout(() => {
      const fresh = writtenLines(transcript)
        .filter(({ status }) => status === 'sure')
        .map(textOf)
        .filter((text) => !said.current.has(text));
      if (transcript.length === 0) said.current.clear();
      if (fresh.length === 0) return;
      for (const text of fresh) said.current.add(text);
      setAnnouncement(fresh.join('. '));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [transcript]);

  return announcement;
}
