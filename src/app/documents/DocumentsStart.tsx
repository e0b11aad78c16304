import type { ReactNode } from 'react';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { useTouch } from '../useTouch.ts';
import { DocumentsStartPicture } from './DocumentsStartPicture.tsx';
import type { Purpose } from './pages/page.ts';
import '../start/start.css';

interface DocumentsStartProps {
  readonly onPurpose: (purpose: Purpose) => void;
  readonly children: ReactNode;
}

/** The first second of Documents: what goes in, what comes out, and how to begin. */
export function DocumentsStart({ onPurpose, children }: DocumentsStartProps) {
  const touch = useTouch();
  return (
    <div className="start">
      <div className="start-words">
        <h1>Drop a pile of pages. Get their text.</h1>
        <p>
          Letters, notes, scans: handwriting and print, one page or four hundred. They are read here
          and stay on this device.
        </p>
        <div className="start-buttons">{children}</div>
        <p className="start-photo">
          {!touch && 'Drop or paste pictures, PDF files, folders and zips anywhere here. '}For
          chapter and title of textbook pages, go to{' '}
          <button type="button" className="link" onClick={() => onPurpose('chapters')}>
            Chapters
          </button>
          .
        </p>
        <div className="start-reader">
          <ReaderProgress />
        </div>
      </div>
      <DocumentsStartPicture />
    </div>
  );
}
