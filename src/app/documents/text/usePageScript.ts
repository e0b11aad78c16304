import { useEffect, useState } from 'react';
import type { Script } from '../../../reading/script/scripts.ts';
import { useReader } from '../../reader/ReaderContext.tsx';
import { isMostlyUnsure } from '../../transcript/transcript.ts';
import type { DocumentPage } from '../pages/page.ts';
import type { PageText } from '../pages/pageText.ts';

/**
 * The script of a page, where its print was read without confidence: Tesseract gives Latin letters
 * for any ink. Null where it is not known, `pending` until it and the whole text are.
 */
export function usePageScript({ file, text }: DocumentPage): Script | 'pending' | null {
  const reader = useReader();
  const [found, setFound] = useState<{
    readonly file: Blob;
    readonly script: Script | null;
  } | null>(null);
  const isAsked = text.kind === 'read' && isUnsurePrint(text.reading);
  useEffect(() => {
    if (!reader || !isAsked) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const say = (script: Script | null): void => {
      if (!signal.aborted) setFound({ file, script });
    };
    // Without it nothing is known of the script.
    reader.findScript(file, { signal }).then(say, () => say(null));
    return () => leaving.abort();
  }, [reader, file, isAsked]);
  if (text.kind !== 'read') return 'pending';
  if (!isAsked) return null;
  return found?.file === file ? found.script : 'pending';
}

/** Whether most of a page is print, and most of that unsure. */
export function isUnsurePrint({ transcript }: PageText): boolean {
  const print = transcript.filter(({ lineClass }) => lineClass === 'print');
  return 2 * print.length > transcript.length && isMostlyUnsure({ id: 0, lines: print });
}
