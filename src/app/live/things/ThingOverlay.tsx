import type { RefObject } from 'react';
import { useCustomModel } from '../../customModel/customModel.ts';
import { Notice } from '../../notices/Notice.tsx';
import { useReader } from '../../reader/ReaderContext.tsx';
import { thingPlaces } from './thingPlaces.ts';
import { useLiveThings } from './useLiveThings.ts';
import './things.css';

interface ThingOverlayProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Whether the picture runs and is looked at. */
  readonly active: boolean;
  readonly mirrored: boolean;
}

/** What a detector of somebody's own finds in the running picture; nothing while none is loaded. */
export function ThingOverlay({ video, active, mirrored }: ThingOverlayProps) {
  const reader = useReader();
  const model = useCustomModel(reader);
  const { found, error } = useLiveThings(reader, video, active && model !== null);
  if (model === null) return null;
  if (error) return <Notice error={error} />;
  if (found === null) return null;
  const places = thingPlaces(found, mirrored);
  return (
    <ul className="things" aria-label={`Found by ${model.name}`}>
      {places.map(({ key, label, score, style }) => (
        <li key={key} className="thing" style={style}>
          <span className="thing-label">
            {label} <span className="figure">{score}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
