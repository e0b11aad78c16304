import { useCallback, useEffect, useState } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { type CameraError, cameraError, cameraErrorCodeOf } from './cameraErrors.ts';
import {
  type CameraDevice,
  type CameraFacing,
  CameraFailure,
  listCameras,
  openCamera,
} from './openCamera.ts';
import { usePageVisible } from './usePageVisible.ts';
import { watchMuted } from './watchMuted.ts';

/** Where the camera stands. `resting` is a camera given back while nobody looks at the page. */
export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'resting' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly deviceId: string | null }
  | { readonly kind: 'failed'; readonly error: CameraError };

export interface Camera {
  readonly state: CameraState;
  readonly devices: readonly CameraDevice[];
  choose(deviceId: string): void;
  /** Asks once more after a failure. */
  retry(): void;
}

/** Which camera a screen wants, where it is not the one that all others share. */
export interface CameraUse {
  readonly facing: CameraFacing;
  readonly cameraId: string | null;
  readonly remember: (cameraId: string) => void;
}

/**
 * A camera that is open while `wanted` and the page is seen. It is given back when the tab is hidden
 * (its lamp goes out) and comes back with the tab.
 */
export function useCamera(wanted: boolean, use?: CameraUse): Camera {
  const settings = useSettings();
  const facing = use?.facing ?? 'environment';
  const cameraId = use ? use.cameraId : settings.cameraId;
  const remember = use?.remember ?? rememberCamera;
  const visible = usePageVisible();
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const [devices, setDevices] = useState<readonly CameraDevice[]>([]);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the camera once more.
  useEffect(() => {
    if (!wanted) {
      setState({ kind: 'off' });
      return;
    }
    if (!visible) {
      setState((before) => (before.kind === 'failed' ? before : { kind: 'resting' }));
      return;
    }
    let left = false;
    let opened: MediaStreamTrack | null = null;
    const lost = (): void => setState({ kind: 'failed', error: cameraError('unplugged') });
    const stopWatching: (() => void)[] = [];
    setState({ kind: 'opening' });
    openCamera(cameraId, facing)
      .then(async ({ track, deviceId }) => {
        if (left) return track.stop();
        opened = track;
        track.addEventListener('ended', lost);
        setState({ kind: 'on', track, deviceId });
        stopWatching.push(
          watchMuted(track, (muted) =>
            setState(
              muted
                ? { kind: 'failed', error: cameraError('muted') }
                : { kind: 'on', track, deviceId },
            ),
          ),
        );
        const found = await listCameras();
        if (!left) setDevices(found);
      })
      .catch((error: unknown) => {
        const code = error instanceof CameraFailure ? error.code : cameraErrorCodeOf(error);
        if (!left) setState({ kind: 'failed', error: cameraError(code) });
      });
    return () => {
      left = true;
      for (const stop of stopWatching) stop();
      opened?.removeEventListener('ended', lost);
      opened?.stop();
    };
  }, [wanted, visible, cameraId, facing, attempt]);

  useEffect(() => {
    const changed = (): void => {
      listCameras().then(setDevices, () => setDevices([]));
    };
    navigator.mediaDevices?.addEventListener?.('devicechange', changed);
    return () => navigator.mediaDevices?.removeEventListener?.('devicechange', changed);
  }, []);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { state, devices, choose: remember, retry };
}

function rememberCamera(cameraId: string): void {
  changeSettings({ cameraId });
}
