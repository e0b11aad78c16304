import { expect, test } from 'vitest';
import {
  type CameraErrorCode,
  cameraError,
  cameraErrorCodeOf,
} from '../../../src/app/camera/cameraErrors.ts';

test.each([
  ['NotAllowedError', 'Permission denied', 'refused'],
  ['NotAllowedError', 'Permission denied by system', 'refused-by-system'],
  ['SecurityError', '', 'refused'],
  ['NotFoundError', 'Requested device not found', 'no-camera'],
  ['OverconstrainedError', '', 'no-camera'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['AbortError', 'Starting videoinput failed', 'busy'],
  ['InvalidStateError', '', 'unknown'],
] as const)('%s (%s) is %s', (name, message, code) => {
  expect(cameraErrorCodeOf(new DOMException(message, name))).toBe(code);
});

test('a constraint that the browser does not know, and things that are no errors', () => {
  expect(cameraErrorCodeOf(new TypeError('video is not a member'))).toBe('unsupported');
  expect(cameraErrorCodeOf('no')).toBe('unknown');
});

test('every failure has its own sentence and says what to do', () => {
  const codes: readonly CameraErrorCode[] = [
    'refused',
    'refused-by-system',
    'no-camera',
    'busy',
    'unplugged',
    'insecure',
    'unsupported',
    'unknown',
  ];
  const errors = codes.map(cameraError);
  expect(new Set(errors.map(({ message }) => message)).size).toBe(codes.length);
  for (const { code, message, hint } of errors) {
    expect(codes).toContain(code);
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(hint).toMatch(/^[A-Z].*\.$/);
  }
});
