import { useEffect, useState } from 'react';
import { MenuButton } from '../files/MenuButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { type FoundLink, foundLinks } from './foundLinks.ts';
import { type TranscriptLine, transcriptParagraphs, transcriptText } from './transcript.ts';

const OPENS: Readonly<Record<FoundLink['kind'], string>> = {
  web: 'Open',
  mail: 'Write to',
  phone: 'Call',
};
/** More would fill the screen. */
const MOST_LINKS = 6;

/** What else can be done with what was read; only what this browser can do is offered. */
export function TextMenu({ transcript }: { readonly transcript: readonly TranscriptLine[] }) {
  const [speaking, setSpeaking] = useState(false);
  const [said, setSaid] = useState('');
  const text = transcriptText(transcript);
  const links = foundLinks(text).slice(0, MOST_LINKS);
  const canSpeak = 'speechSynthesis' in window;
  const canShare = typeof navigator.share === 'function';
  useEffect(() => {
    if (!speaking) return;
    return () => speechSynthesis.cancel();
  }, [speaking]);

  const speak = (): void => {
    const speech = new SpeechSynthesisUtterance(transcriptParagraphs(transcript));
    speech.lang = 'en';
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
        onToggle={() => setSaid('')}
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
          </>
        )}
      </MenuButton>
    </>
  );
}
