import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { CameraPicture } from '../camera/CameraPicture.tsx';
import { CameraSelect } from '../camera/CameraSelect.tsx';
import { CameraTrouble } from '../camera/CameraTrouble.tsx';
import { holdLight } from '../camera/steadyLight.ts';
import type { Camera } from '../camera/useCamera.ts';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../notices/Notice.tsx';
import { byteSize } from '../progress/byteSize.ts';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { AirDesk } from './AirDesk.tsx';
import { AirDetails } from './AirDetails.tsx';
import { AirHint } from './AirHint.tsx';
import { useAirSettings, type WritingTool } from './airSettings.ts';
import { MarkerPrompt } from './MarkerPrompt.tsx';
import { markerSwatch } from './markerSwatch.ts';
import { PenModeChoice } from './PenModeChoice.tsx';
import type { PenRing } from './penRing.ts';
import { facesWriter, useAirCamera } from './useAirCamera.ts';
import type { AirWriting } from './useAirWriting.ts';

interface CameraDeskProps {
  readonly tool: 'marker' | 'hand';
  readonly camera: Camera;
  readonly hidden: boolean;
  readonly writing: AirWriting;
  readonly onTool: (tool: WritingTool | null) => void;
}

/** The mirrored camera picture that is written over. */
export function CameraDesk({ tool, camera, hidden, writing, onTool }: CameraDeskProps) {
  const { penMode, colour } = useAirSettings();
  const track = camera.state.kind === 'on' ? camera.state.track : null;
  const failure = camera.state.kind === 'failed' ? camera.state.error : null;
  const video = useRef<HTMLVideoElement>(null);
  const ring = useRef<PenRing | null>(null);
  const [size, setSize] = useState<Size>({ width: 1280, height: 720 });
  const { status, error, loading, command } = useAirCamera(track, tool, writing, ring);
  const phase = status?.phase ?? null;
  const trouble = error ?? status?.message ?? null;
  const mirrored = track === null || facesWriter(track);

  // Light is held once the colour is known: until then the camera finds the exposure that is best.
  const steady = tool === 'marker' && phase === 'tracking';
  const [lightHeld, setLightHeld] = useState(false);
  useEffect(() => {
    if (steady) setLightHeld(true);
  }, [steady]);
  useEffect(() => {
    if (!track || !lightHeld) return;
    const held = holdLight(track);
    return () => void held.then((free) => free());
  }, [track, lightHeld]);

  // One button starts the wave: nothing but the marker is in the hand.
  const waved = useRef(false);
  useEffect(() => {
    if (tool !== 'marker' || phase !== 'no-colour' || waved.current) return;
    waved.current = true;
    command({ do: 'calibrate' });
  }, [tool, phase, command]);

  const held = penMode === 'hold' && tool === 'marker';
  const hold = useCallback((down: boolean) => command({ do: 'hold', down }), [command]);
  const asksFor = tool === 'marker' && (phase === 'no-colour' || phase === 'calibrating');
  // Until something is written the colour can be changed by pointing at another.
  const picking = asksFor || (tool === 'marker' && !held && phase !== null && !writing.hasInk);
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    if (picking && status) {
      const place = event.currentTarget.getBoundingClientRect();
      const at = {
        x: ((event.clientX - place.left) * status.width) / place.width,
        y: ((event.clientY - place.top) * status.height) / place.height,
      };
      command({ do: 'pick', at });
    } else if (held) {
      event.currentTarget.setPointerCapture(event.pointerId);
      hold(true);
    }
  };

  if (failure && !writing.hasInk && writing.session.transcript.length === 0) {
    return (
      <CameraTrouble error={failure} camera={camera} onClose={() => onTool(null)}>
        <button type="button" className="button large" onClick={() => onTool('pad')}>
          <Icon name="pen" />
          Write on a pad
        </button>
      </CameraTrouble>
    );
  }
  return (
    <AirDesk
      tool={tool}
      hidden={hidden}
      writing={writing}
      picture={size}
      onTool={onTool}
      onHold={held ? hold : null}
      ring={ring}
      surface={{
        className: picking ? 'dimmed picking' : held ? 'dimmed holding' : 'dimmed',
        onPointerDown: press,
        onPointerUp: () => held && hold(false),
        onPointerCancel: () => held && hold(false),
      }}
      guided={phase !== null && !asksFor}
      media={
        track && (
          <CameraPicture
            video={video}
            track={track}
            mirrored={mirrored}
            label="Camera picture, as in a mirror"
            onSize={(width, height) => setSize({ width, height })}
          />
        )
      }
      status={
        <>
          {failure && (
            <Notice error={failure} action={{ label: 'Try again', perform: camera.retry }} />
          )}
          {!track && !failure && (
            <p className="stage-waiting">Starting the camera. Allow it if the browser asks.</p>
          )}
          {loading && (
            <ProgressBar
              label="Loading the finder of hands"
              done={loading.loadedBytes / loading.totalBytes}
              figure={byteSize(loading.loadedBytes, loading.totalBytes)}
            />
          )}
          {track && !loading && status === null && !error && (
            <p className="stage-waiting">
              {tool === 'hand' ? 'Starting the finder of hands …' : 'Looking for the marker …'}
            </p>
          )}
          {trouble && <Notice error={trouble} />}
          {tool === 'marker' && (
            <MarkerPrompt
              phase={phase}
              colour={writing.hasInk ? null : (status?.colour ?? null)}
              command={command}
            />
          )}
          <AirHint tool={tool} phase={phase} penMode={penMode} hasInk={writing.hasInk} />
        </>
      }
      tools={
        <>
          {tool === 'marker' && phase !== null && phase !== 'no-colour' && (
            <button
              type="button"
              className="button quiet"
              onClick={() => command({ do: 'forget-colour' })}
            >
              <span
                className="swatch"
                style={colour ? { background: markerSwatch(colour) } : undefined}
              />
              <span className="tool-words">Other colour</span>
            </button>
          )}
          <CameraSelect camera={camera} />
        </>
      }
      details={
        <>
          {tool === 'marker' && <PenModeChoice />}
          <AirDetails status={status} ink={writing.ink} />
        </>
      }
    />
  );
}
