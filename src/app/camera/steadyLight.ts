/** What Image Capture adds to a track and TypeScript's DOM does not know yet. */
interface LightCapabilities {
  readonly exposureMode?: readonly string[];
  readonly whiteBalanceMode?: readonly string[];
  readonly exposureTime?: { readonly min: number; readonly max: number };
  readonly colorTemperature?: { readonly min: number; readonly max: number };
}

interface LightSettings {
  readonly exposureMode?: string;
  readonly exposureTime?: number;
  readonly whiteBalanceMode?: string;
  readonly colorTemperature?: number;
}

export type LightTrack = Pick<MediaStreamTrack, 'applyConstraints'> & {
  // Firefox has no `getCapabilities`.
  getCapabilities?(): object;
  getSettings(): object;
};

/**
 * Holds exposure and white balance where they are, so that a colour stays what it was learnt as;
 * cameras that cannot are left as they are.
 * @returns lets the camera adapt again
 */
export async function holdLight(track: LightTrack): Promise<() => Promise<void>> {
  const can: LightCapabilities = track.getCapabilities?.() ?? {};
  const now: LightSettings = track.getSettings();
  const held: LightSettings = {
    ...(can.exposureMode?.includes('manual')
      ? {
          exposureMode: 'manual',
          // Without a time, "manual" is whatever the camera was set to long ago.
          ...(now.exposureTime === undefined ? {} : { exposureTime: now.exposureTime }),
        }
      : {}),
    ...(can.whiteBalanceMode?.includes('manual')
      ? {
          whiteBalanceMode: 'manual',
          ...(now.colorTemperature === undefined ? {} : { colorTemperature: now.colorTemperature }),
        }
      : {}),
  };
  const free: LightSettings = {
    ...(held.exposureMode && can.exposureMode?.includes('continuous')
      ? { exposureMode: 'continuous' }
      : {}),
    ...(held.whiteBalanceMode && can.whiteBalanceMode?.includes('continuous')
      ? { whiteBalanceMode: 'continuous' }
      : {}),
  };
  await constrain(track, held);
  return () => constrain(track, free);
}

async function constrain(track: LightTrack, wanted: LightSettings): Promise<void> {
  if (Object.keys(wanted).length === 0) return;
  try {
    await track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] });
  } catch {
    // The camera is gone or thinks otherwise: the colour model adapts by itself, only slower.
  }
}
