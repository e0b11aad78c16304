import { useState } from 'react';
import type { InkStore } from '../../reading/strokes/inkStore.ts';
import { platformReading } from './platformReading.ts';

type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'failed' };

/** What the browser's own recogniser makes of the ink, on demand; nothing where it has none. */
export function PlatformComparison({ ink }: { readonly ink: InkStore }) {
  const [comparison, setComparison] = useState<Comparison>({ kind: 'none' });
  const read = platformReading('en');
  if (read === null) return null;
  const compare = (): void => {
    setComparison({ kind: 'reading' });
    read(ink.ink()).then(
      (text) => setComparison({ kind: 'read', text }),
      () => setComparison({ kind: 'failed' }),
    );
  };
  return (
    <div className="details-row platform-comparison">
      <dt>This browser’s own reader</dt>
      <dd aria-live="polite">
        {wordsOf(comparison)}{' '}
        <button
          type="button"
          className="button quiet"
          disabled={comparison.kind === 'reading'}
          onClick={compare}
        >
          Compare
        </button>
      </dd>
    </div>
  );
}

function wordsOf(comparison: Comparison): string {
  switch (comparison.kind) {
    case 'none':
      return '';
    case 'reading':
      return 'reading …';
    case 'read':
      return comparison.text === '' ? 'reads nothing' : comparison.text;
    case 'failed':
      return 'could not read the ink; try again';
    default:
      return comparison satisfies never;
  }
}
