import type { ReactNode } from 'react';
import { StartFrame } from '../start/StartFrame.tsx';
import { useTouch } from '../useTouch.ts';
import { DocumentsStartPicture } from './DocumentsStartPicture.tsx';
import type { Purpose } from './pages/page.ts';

interface DocumentsStartProps {
  readonly onPurpose: (purpose: Purpose) => void;
  readonly children: ReactNode;
}

/** The first second of Documents: what goes in, what comes out, and how to begin. */
export function DocumentsStart({ onPurpose, children }: DocumentsStartProps) {
  const touch = useTouch();
  return (
    <StartFrame
      title="Drop a pile of pages. Get their text."
      buttons={children}
      note={
        <>
          {!touch && 'Drop or paste pictures, PDF files, folders and zips anywhere here. '}For
          chapter and title of textbook pages, go to{' '}
          <button type="button" className="link" onClick={() => onPurpose('chapters')}>
            Chapters
          </button>
          ; for filled forms, to{' '}
          <button type="button" className="link" onClick={() => onPurpose('fields')}>
            Fields
          </button>
          .
        </>
      }
      picture={<DocumentsStartPicture />}
    >
      Letters, notes, scans: handwriting and print, one page or four hundred. They are read here and
      stay on this device.
    </StartFrame>
  );
}
