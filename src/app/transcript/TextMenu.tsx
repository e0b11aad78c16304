import { useEffect, useState } from 'react';
import { calendarFile } from '../../formats/calendarEvent.ts';
import type { Language } from '../../reading/recognizer/languages.ts';
import { MenuButton } from '../files/MenuButton.tsx';
import { saveFile } from '../files/saveFile.ts';
import { Icon } from '../icons/Icon.tsx';
import { useSettings } from '../settings/settings.ts';
import { type FoundDate, foundDates } from './foundDates.ts';
import { type FoundLink, foundLinks } from './foundLinks.ts';
import { type TranscriptLine, transcriptParagraphs, transcriptText } from './transcript.ts';

const OPENS: Readonly<Record<FoundLink['kind'], string>> = {
  web: 'Open',
  mail: 'Write to',
  phone: 'Call',
};
/** Languages by the names that voices go by (BCP 47). */
const SPOKEN: Readonly<Record<Language, string>> = {
  ...{ eng: 'en', fra: 'fr', deu: 'de', spa: 'es', hin: 'hi', mar: 'mr' },
};
/** More would fill the screen. */
const MOST_LINKS = 6;
const DAY = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });
const HOUR = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** What else can be done with what was read; only what this browser can do is offered. */
export function TextMenu({ transcript }: { readonly transcript: readonly TranscriptLine[] }) {
  const [speaking, setSpeaking] = useState(false);
  const [said, setSaid] = useState('');
  const { languages } = useSettings();
  const [dates, setDates] = useState<readonly FoundDate[]>([]);
  const text = transcriptText(transcript);
  const links = foundLinks(text).slice(0, MOST_LINKS);
  const canSpeak = 'speechSynthesis' in window;
  const canShare = typeof navigator.share === 'function';
  useEffect(() => {
    if (!speaking) return;
    return () => speechSynthesis.cancel();
  }, [speaking]);

  /** Dates are looked for whenever the menu is opened: what finds them is fetched then. */
  const findDates = (): void => {
    foundDates(text, languages, new Date()).then(
      (found) => setDates(found.slice(0, MOST_LINKS)),
      // Without them the menu is what it is.
      () => setDates([]),
    );
  };
  const addToCalendar = (date: FoundDate): void => {
    const event = calendarFile(date, { uid: crypto.randomUUID(), now: new Date() });
    saveFile({ name: 'date.ics', mediaType: 'text/calendar', text: event });
  };
  const speak = (): void => {
    const speech = new SpeechSynthesisUtterance(transcriptParagraphs(transcript));
    speech.lang = SPOKEN[languages[0]];
    speech.onend = () => setSpeaking(false);
    speech.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesis.speak(speech);
  };
  const share = (): void => {
    navigator.share({ text }).catch((error: unknown) => {
      // Closing the list of apps is a choice and no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setSaid('Not shared');
    });
  };
  const copyParagraphs = (): void => {
    navigator.clipboard.writeText(transcriptParagraphs(transcript)).then(
      () => setSaid('Copied'),
      () => setSaid('Copying is not allowed'),
    );
  };
  return (
    <>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
      <MenuButton
        label="More to do with the text"
        face={<Icon name="menu" />}
        disabled={text === ''}
        onToggle={() => {
          setSaid('');
          findDates();
        }}
      >
        {(perform) => (
          <>
            <button type="button" onClick={perform(copyParagraphs)}>
              Copy as paragraphs
            </button>
            {canShare && (
              <button type="button" onClick={perform(share)}>
                Share …
              </button>
            )}
            {canSpeak && (
              <button type="button" onClick={perform(speaking ? () => setSpeaking(false) : speak)}>
                {speaking ? 'Stop speaking' : 'Speak aloud'}
              </button>
            )}
            {links.map(({ kind, text: found, href }) => (
              <a key={href} href={href} target="_blank" rel="noreferrer">
                {OPENS[kind]} {found}
              </a>
            ))}
            {dates.map((date) => (
              <button
                key={date.start.getTime()}
                type="button"
                onClick={perform(() => addToCalendar(date))}
              >
                Add {DAY.format(date.start)}
                {date.hasTime && `, ${HOUR.format(date.start)},`} to a calendar
              </button>
            ))}
          </>
        )}
      </MenuButton>
    </>
  );
}
