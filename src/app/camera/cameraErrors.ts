/** Every way the camera can fail us: what is said, and what the person can do. */
const CAMERA_ERRORS = {
  refused: {
    message: 'The browser was told not to use the camera.',
    hint: 'Allow it beside the page’s address, then try again.',
  },
  'refused-by-system': {
    message: 'This computer does not let the browser use the camera.',
    hint: 'Allow the browser in the system’s privacy settings, then try again.',
  },
  'no-camera': {
    message: 'No camera found.',
    hint: 'Plug one in, then try again.',
  },
  busy: {
    message: 'Another program is using the camera.',
    hint: 'Close it (a call, perhaps, or another tab), then try again.',
  },
  unplugged: {
    message: 'The camera is gone.',
    hint: 'Plug it in again, or choose another one.',
  },
  muted: {
    message: 'The camera gives no picture.',
    hint: 'Open its lid or privacy switch, or end the call that uses it: the picture comes back by itself. Or choose another one.',
  },
  insecure: {
    message: 'Browsers give the camera to secure pages only.',
    hint: 'Open this page with https:// or on localhost.',
  },
  unsupported: {
    message: 'This browser cannot show a camera to a page.',
    hint: 'Use a current Chrome, Edge, Firefox or Safari.',
  },
  unknown: {
    message: 'The camera did not start.',
    hint: 'Try again, or choose another camera.',
  },
} as const;

export type CameraErrorCode = keyof typeof CAMERA_ERRORS;

/** A camera's failure, ready to be shown. */
export interface CameraError {
  readonly code: CameraErrorCode;
  readonly message: string;
  readonly hint: string;
}

export function cameraError(code: CameraErrorCode): CameraError {
  return { code, ...CAMERA_ERRORS[code] };
}

/** The code of what `getUserMedia` threw, by the names that the Media Capture standard gives. */
export function cameraErrorCodeOf(thrown: unknown): CameraErrorCode {
  if (!(thrown instanceof Error)) return 'unknown';
  switch (thrown.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      // Chromium's only way to tell the system's refusal from the person's.
      return /by system/i.test(thrown.message) ? 'refused-by-system' : 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-camera';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
