import { useEffect, useState } from 'react';
import {
  type Languages,
  languagesOf,
  type WrittenLanguage,
} from '../../reading/recognizer/languages.ts';
import { languagesOfScript, SCRIPT_NAMES, type Script } from '../../reading/script/scripts.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import { LANGUAGE_NAMES } from '../settings/languageNames.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { isMostlyUnsure, LEAST_LINES, type TranscriptSheet, textOf } from './transcript.ts';

/** Words change while a sheet is being read: it is guessed when they have stood so long, ms. */
const STANDING_MS = 800;

/** What is known of a sheet beyond its text, and how it is read again. */
export interface SheetReading {
  /** The script that it looks to be in; null where that is not known, `pending` while nothing is to be said. */
  readonly script?: Script | 'pending' | null;
  /** Reads it again; without, only what comes is read in a language that is chosen. */
  readonly readAgain?: () => void;
}

interface SheetLanguageProps extends SheetReading {
  readonly sheet: TranscriptSheet;
}

/** Says what other language or script a sheet looks like, and offers to read it. */
export function SheetLanguage({ sheet, script = null, readAgain }: SheetLanguageProps) {
  const { languages } = useSettings();
  const looks = useLooks(
    script === 'pending' || sheet.lines.length < LEAST_LINES
      ? ''
      : sheet.lines.map(textOf).join('\n'),
  );
  if (script === 'pending') return null;
  const read = namesOf(languages, 'and');
  const offered = offerOf(script, looks);
  if (offered === 'unread') {
    return (
      <p className="sheet-language" data-settled={readAgain !== undefined || undefined}>
        This looks {script && SCRIPT_NAMES[script]}, which is not read here.
      </p>
    );
  }
  if (offered !== null && !offered.some((one) => languages.includes(one))) {
    const wanted = languagesOf([...offered, ...languages]) ?? languages;
    const choose = (): void => {
      changeSettings({ languages: wanted });
      readAgain?.();
    };
    return (
      <p className="sheet-language" data-settled={readAgain !== undefined || undefined}>
        This looks {namesOf(offered, 'or')}. It is read in {read}.{' '}
        <button type="button" className="link" onClick={choose}>
          {readAgain
            ? `Read it in ${namesOf(offered, 'and')}`
            : `Read ${namesOf(offered, 'and')} from now on`}
        </button>
      </p>
    );
  }
  if (!isMostlyUnsure(sheet)) return null;
  return (
    <p className="sheet-language" data-settled={readAgain !== undefined || undefined}>
      Much of this sheet is unsure. It is read in {read}; other languages are in the settings.
    </p>
  );
}

/** The languages that are offered; `unread` where there are none for what it looks like. */
function offerOf(
  script: Script | null,
  looks: WrittenLanguage | null,
): Languages | 'unread' | null {
  // Of a script that is read as Latin, what the letters look like says nothing.
  if (script !== null && script !== 'latin') return languagesOfScript(script) ?? 'unread';
  return looks === null ? null : [looks];
}

function namesOf(languages: Languages, last: 'and' | 'or'): string {
  const names = languages.map((language) => LANGUAGE_NAMES[language]);
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
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
