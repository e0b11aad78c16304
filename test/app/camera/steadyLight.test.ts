import { expect, test } from 'vitest';
import { holdLight, type LightTrack } from '../../../src/app/camera/steadyLight.ts';

function track(
  capabilities: object | null,
  settings: object,
  refuse = false,
): { readonly asked: unknown[]; readonly track: LightTrack } {
  const asked: unknown[] = [];
  return {
    asked,
    track: {
      ...(capabilities ? { getCapabilities: () => capabilities } : {}),
      getSettings: () => settings,
      applyConstraints: async (constraints) => {
        asked.push(constraints?.advanced?.[0]);
        if (refuse) throw new DOMException('no', 'OverconstrainedError');
      },
    },
  };
}

const BOTH = {
  exposureMode: ['manual', 'continuous'],
  whiteBalanceMode: ['manual', 'continuous'],
};

test('exposure and white balance stay where they are, and are let go on leaving', async () => {
  const camera = track(BOTH, { exposureTime: 156, colorTemperature: 4200 });
  const free = await holdLight(camera.track);
  await free();
  expect(camera.asked).toEqual([
    {
      exposureMode: 'manual',
      exposureTime: 156,
      whiteBalanceMode: 'manual',
      colorTemperature: 4200,
    },
    { exposureMode: 'continuous', whiteBalanceMode: 'continuous' },
  ]);
});

test('only what the camera can is asked of it', async () => {
  const camera = track({ whiteBalanceMode: ['manual', 'continuous'] }, {});
  await (await holdLight(camera.track))();
  expect(camera.asked).toEqual([
    { whiteBalanceMode: 'manual' },
    { whiteBalanceMode: 'continuous' },
  ]);
});

test.each([
  ['can do nothing', {}],
  ['says nothing of what it can', null],
])('a camera that %s is left alone', async (_, capabilities) => {
  const camera = track(capabilities, {});
  await (await holdLight(camera.track))();
  expect(camera.asked).toEqual([]);
});

test('a camera that refuses after all is no error', async () => {
  const camera = track(BOTH, {}, true);
  await (await holdLight(camera.track))();
  expect(camera.asked).toHaveLength(2);
});
