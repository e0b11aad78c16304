import type { ReactNode } from 'react';
import { StartFrame } from '../../start/StartFrame.tsx';
import { useTouch } from '../../useTouch.ts';
import type { Purpose } from '../pages/page.ts';
import { WaysIn } from '../WaysIn.tsx';
import './start.css';

interface ChaptersStartProps {
  readonly onPurpose: (purpose: Purpose) => void;
  readonly children: ReactNode;
}

/** The first second of chapters: what will come out, and how to put photos in. */
export function ChaptersStart({ onPurpose, children }: ChaptersStartProps) {
  const touch = useTouch();
  return (
    <StartFrame
      title="Chapter and title, from a photo of the page."
      buttons={children}
      note={<WaysIn onPurpose={onPurpose} />}
      picture={<Example />}
    >
      {touch ? 'Photograph the page that opens a chapter,' : 'Drop the page that opens a chapter,'}{' '}
      or forty of them at once. They are read here and stay on this device.
    </StartFrame>
  );
}

/** A page that goes in, and what comes out of it. */
function Example() {
  return (
    <div className="drop-area">
      <ExamplePage />
      <svg className="example-arrow" viewBox="0 0 56 24" aria-hidden="true" focusable="false">
        <path d="M2 13c13-3 27-4 46-2.500M40 4l10 6.600-8.500 8" />
      </svg>
      <p className="example-result">
        <span className="visually-hidden">What comes out: </span>
        <span className="example-result-chapter">Chapter 3</span>
        <strong>Photosynthesis</strong>
      </p>
    </div>
  );
}

/** A textbook page in outline, chapter and title boxed as the page will show them. */
function ExamplePage() {
  return (
    <svg className="example-page" viewBox="0 0 200 250" aria-hidden="true" focusable="false">
      <path className="example-sheet" d="M20 12.500 176 8l8 226-158 6Z" />
      <g transform="rotate(-1.600 100 125)">
        <text className="example-chapter" x="42" y="52" textLength="64">
          CHAPTER 3
        </text>
        <text className="example-title" x="42" y="82" textLength="117">
          Photosynthesis
        </text>
        <path
          className="example-text"
          d="M42 108h116M42 119h112M42 130h116M42 141h74M42 163h116M42 174h108M42 185h116M42 196h113M42 207h60"
        />
        <g className="example-boxes">
          <rect className="outline-casing" x="37" y="40" width="74" height="17" />
          <rect className="outline-marker" x="37" y="40" width="74" height="17" />
          <rect className="outline-casing" x="37" y="62" width="127" height="28" />
          <rect className="outline-marker" x="37" y="62" width="127" height="28" />
        </g>
      </g>
    </svg>
  );
}
