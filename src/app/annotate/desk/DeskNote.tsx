import { useEffect } from 'react';

/** How long a note stands, ms: time to read it twice. */
const STANDS_MS = 8000;

/** What came of something that took a while, where nothing else on the screen shows it. */
export function DeskNote({
  words,
  onDone,
}: {
  readonly words: string;
  readonly onDone: () => void;
}) {
  useEffect(() => {
    const timer = setTimeout(onDone, STANDS_MS);
    return () => clearTimeout(timer);
  }, [onDone]);
  return (
    <div className="desk-task desk-news desk-note">
      <span>{words}</span>
      <button type="button" className="button quiet" onClick={onDone}>
        Close
      </button>
    </div>
  );
}
