import { useTouch } from '../useTouch.ts';
import type { Purpose } from './pages/page.ts';

/** How pictures come in besides by the buttons, and where all of the text is read. */
export function WaysIn({ onPurpose }: { readonly onPurpose: (purpose: Purpose) => void }) {
  const touch = useTouch();
  return (
    <>
      {!touch && 'Drop or paste files anywhere here. '}For all of the text, go to{' '}
      <button type="button" className="link" onClick={() => onPurpose('text')}>
        Text
      </button>
      .
    </>
  );
}
