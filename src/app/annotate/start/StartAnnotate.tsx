import type { ReactNode } from 'react';
import { useTouch } from '../../useTouch.ts';
import { ExampleBoxes } from './ExampleBoxes.tsx';
import '../../start/start.css';
import './startAnnotate.css';

interface StartAnnotateProps {
  readonly buttons: ReactNode;
  readonly onSample: () => void;
  /** What is under way, or went wrong. */
  readonly state: ReactNode;
  readonly projects: ReactNode;
}

/** The first second of Annotate: what it is for, how to begin, and what was begun before. */
export function StartAnnotate({ buttons, onSample, state, projects }: StartAnnotateProps) {
  const touch = useTouch();
  return (
    <div className="start annotate-start">
      <div className="start-words">
        <h1>Draw boxes. Nothing is lost.</h1>
        <p>
          {touch ? 'Open pictures,' : 'Drop pictures or a folder anywhere here,'} give boxes a class
          and a text, and train a detector for them. Every change is saved on this device at once.
        </p>
        <div className="start-buttons">{buttons}</div>
        <p className="annotate-start-note">
          Pictures with what LabelImg, labelme, CVAT, VIA, Label Studio or a YOLO, COCO or PAGE
          export says of them, and saved projects. None at hand?{' '}
          <button type="button" className="link" onClick={onSample}>
            Try a sample
          </button>
        </p>
        {state}
        {projects}
      </div>
      <ExampleBoxes />
    </div>
  );
}
