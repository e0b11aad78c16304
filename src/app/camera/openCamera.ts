import { type CameraErrorCode, cameraErrorCodeOf } from './cameraErrors.ts';

/** An open camera: its picture, and which one it is. */
export interface OpenCamera {
  readonly track: MediaStreamTrack;
  readonly deviceId: string | null;
}

export interface CameraDevice {
  readonly id: string;
  readonly label: string;
}

export class CameraFailure extends Error {
  override readonly name = 'CameraFailure';
  readonly code: CameraErrorCode;

  constructor(code: CameraErrorCode, cause?: unknown) {
    super(`camera: ${code}`, { cause });
    this.code = code;
  }
}

/** Where a camera looks: at what lies before the person, or at the person. */
export type CameraFacing = 'environment' | 'user';

/**
 * Opens a camera at 1280 × 720 or what comes nearest: the one asked for, or where that is not there
 * any more one that looks the right way, or any.
 * @throws CameraFailure
 */
export async function openCamera(
  deviceId: string | null,
  facingMode: CameraFacing = 'environment',
): Promise<OpenCamera> {
  if (!window.isSecureContext) throw new CameraFailure('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraFailure('unsupported');
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  try {
    return await open({ ...size, facingMode, ...wanted(deviceId) });
  } catch (error) {
    const gone = cameraErrorCodeOf(error) === 'no-camera' && deviceId !== null;
    if (!gone) throw new CameraFailure(cameraErrorCodeOf(error), error);
  }
  try {
    return await open({ ...size, facingMode });
  } catch (error) {
    throw new CameraFailure(cameraErrorCodeOf(error), error);
  }
}

function wanted(deviceId: string | null): MediaTrackConstraints {
  return deviceId === null ? {} : { deviceId: { exact: deviceId } };
}

async function open(video: MediaTrackConstraints): Promise<OpenCamera> {
  const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
  const [track] = stream.getVideoTracks();
  if (!track) throw new CameraFailure('no-camera');
  return { track, deviceId: track.getSettings().deviceId ?? null };
}

/** The cameras there are; their names are known only after one of them was allowed. */
export async function listCameras(): Promise<readonly CameraDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}
