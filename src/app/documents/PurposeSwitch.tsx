import { Icon } from '../icons/Icon.tsx';
import type { Purpose } from './pages/page.ts';

const PURPOSES = [
  { purpose: 'text', label: 'Text', icon: 'paper' },
  { purpose: 'chapters', label: 'Chapters', icon: 'book' },
  { purpose: 'fields', label: 'Fields', icon: 'box' },
] as const;

interface PurposeSwitchProps {
  readonly purpose: Purpose;
  readonly onPurpose: (purpose: Purpose) => void;
}

/** What the pages are looked at for: their text, the chapters that they open, or a form's fields. */
export function PurposeSwitch({ purpose: chosen, onPurpose }: PurposeSwitchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className="purpose-switch" role="group" aria-label="Look at">
      {PURPOSES.map(({ purpose, label, icon }) => (
        <button
          key={purpose}
          type="button"
          className="button quiet"
          aria-pressed={purpose === chosen}
          onClick={() => onPurpose(purpose)}
        >
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </div>
  );
}
