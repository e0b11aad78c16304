import { useEffect, useState } from 'react';
import { languagesOf, type WrittenLanguage } from '../../reading/recognizer/languages.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import { LANGUAGE_NAMES } from '../settings/languageNames.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { isMostlyUnsure, LEAST_LINES, type TranscriptSheet, textOf } from './transcript.ts';

/** Words change while a sheet is being read: it is guessed when they have stood so long, ms. */
const STANDING_MS = 800;

/** Says what other language a sheet looks like, and offers to read it. */
export function SheetLanguage({ sheet }: { readonly sheet: TranscriptSheet }) {
  const { languages } = useSettings();
  const looks = useLooks(
    sheet.lines.length < LEAST_LINES ? '' : sheet.lines.map(textOf).join('\n'),
  );
  const read = languages.map((language) => LANGUAGE_NAMES[language]).join(', ');
  if (looks !== null && !languages.includes(looks)) {
    const name = LANGUAGE_NAMES[looks];
    const wanted = languagesOf([looks, ...languages]) ?? languages;
    return (
      <p className="sheet-language">
        This looks {name}. It is read in {read}.{' '}
        <button
          type="button"
          className="link"
          onClick={() => changeSettings({ languages: wanted })}
        >
          Read {name} from now on
        </button>
      </p>
    );
  }
  if (!isMostlyUnsure(sheet)) return null;
  return (
    <p className="sheet-language">
      Much of this sheet is unsure. It is read in {read}; other languages are in the settings.
    </p>
  );
}

/** The language that a text looks like and that is not read; null where there is none. */
function useLooks(text: string): WrittenLanguage | null {
  const reader = useReader();
  const [looks, setLooks] = useState<WrittenLanguage | null>(null);
  useEffect(() => {
    if (reader === null || text === '') {
      setLooks(null);
      return;
    }
    const stop = new AbortController();
    const { signal } = stop;
    const timer = setTimeout(() => {
      // Without the guess the sheet is left as it is.
      reader.guessLanguage(text.split('\n'), { signal }).then(
        (found) => {
          if (!signal.aborted) setLooks(found);
        },
        () => {},
      );
    }, STANDING_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [reader, text]);
  return looks;
}
