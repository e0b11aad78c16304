import { useEffect, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';

interface CopyButtonProps {
  readonly label: string;
  /** Shown as a word beside the icon, not only said. */
  readonly labelled?: boolean;
  readonly disabled?: boolean;
  readonly text: () => string;
}

type Outcome = 'none' | 'copied' | 'refused';

/** Copies text and says so. */
export function CopyButton({ label, labelled = false, disabled = false, text }: CopyButtonProps) {
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
        navigator.clipboard.writeText(text()).then(
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
