import { useEffect, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';

interface CopyButtonProps {
  readonly label: string;
  /** Shown as a word beside the icon, not only said. */
  readonly labelled?: boolean;
  readonly disabled?: boolean;
  readonly text: () => string;
  /** The same formatted, for what takes that: tables stay tables. */
  readonly html?: () => string;
}

type Outcome = 'none' | 'copied' | 'refused';

/** Copies text and says so. */
export function CopyButton(props: CopyButtonProps) {
  const { label, labelled = false, disabled = false, text, html } = props;
  const [outcome, setOutcome] = useState<Outcome>('none');

  useEffect(() => {
    if (outcome === 'none') return;
    const timer = setTimeout(() => setOutcome('none'), 1600);
    return () => clearTimeout(timer);
  }, [outcome]);

  const words = { none: label, copied: 'Copied', refused: 'Not allowed' }[outcome];
  return (
    <button
      type="button"
      className={labelled ? 'button quiet' : 'button quiet icon-only'}
      title={labelled ? undefined : label}
      disabled={disabled}
      onClick={() =>
        copy(text(), html?.()).then(
          () => setOutcome('copied'),
          () => setOutcome('refused'),
        )
      }
    >
      <Icon name={outcome === 'none' ? 'copy' : outcome === 'copied' ? 'check' : 'alert'} />
      <span className={labelled ? undefined : 'visually-hidden'} aria-live="polite">
        {words}
      </span>
    </button>
  );
}

async function copy(text: string, html: string | undefined): Promise<void> {
  if (html === undefined || !('ClipboardItem' in window)) {
    return navigator.clipboard.writeText(text);
  }
  const part = (type: string, content: string) => ({ [type]: new Blob([content], { type }) });
  const both = { ...part('text/plain', text), ...part('text/html', html) };
  return navigator.clipboard.write([new ClipboardItem(both)]);
}
