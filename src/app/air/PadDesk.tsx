import { useEffect, useRef, useState } from 'react';
import { Notice } from '../notices/Notice.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { useElementSize } from '../stage/useElementSize.ts';
import { useTouch } from '../useTouch.ts';
import { AirDesk } from './AirDesk.tsx';
import { AirDetails } from './AirDetails.tsx';
import type { WritingTool } from './airSettings.ts';
import type { AirWriting } from './useAirWriting.ts';
import { usePad } from './usePad.ts';

interface PadDeskProps {
  readonly hidden: boolean;
  readonly writing: AirWriting;
  readonly onTool: (tool: WritingTool | null) => void;
}

/** Width of the pad in px of its ink, whatever its size on the screen. */
const PAD_WIDTH = 1280;

/** Paper for mouse, finger and stylus; no camera is asked for. */
export function PadDesk({ hidden, writing, onTool }: PadDeskProps) {
  const touch = useTouch();
  const stage = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const room = useElementSize(stage);
  const { setSize, inkSize, hasInk } = writing;
  const [picture, setPicture] = useState<Size>(() =>
    hasInk ? inkSize() : { width: PAD_WIDTH, height: 720 },
  );

  // The paper takes the shape of its room, and keeps it once something stands on it.
  useEffect(() => {
    if (!room || hasInk) return;
    setPicture({
      width: PAD_WIDTH,
      height: Math.round((PAD_WIDTH * room.height) / room.width),
    });
  }, [room, hasInk]);
  useEffect(() => setSize(picture), [picture, setSize]);
  usePad(surface, !hidden, picture, writing);

  return (
    <AirDesk
      tool="pad"
      hidden={hidden}
      writing={writing}
      picture={picture}
      onTool={onTool}
      onHold={null}
      stage={stage}
      area={surface}
      surface={{ className: 'pad' }}
      guided
      media={
        !hasInk && (
          <p className="pad-empty">
            {touch ? 'Write here with a finger or stylus.' : 'Write here with the mouse or a pen.'}
          </p>
        )
      }
      status={writing.error && <Notice error={writing.error} />}
      tools={null}
      details={<AirDetails status={null} />}
    />
  );
}
