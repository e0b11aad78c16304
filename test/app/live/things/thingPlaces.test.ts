import { expect, it } from 'vitest';
import { thingPlaces } from '../../../../src/app/live/things/thingPlaces.ts';

const thing = (x: number, className: string, score: number) => ({
  box: { x, y: 50, width: 40, height: 25 },
  className,
  score,
  classScores: [score],
});

it('lie where they are in the picture, in a mirrored one on the other side', () => {
  const found = { width: 200, height: 100, things: [thing(20, 'dog', 0.914)] };
  const box = { top: '50.000%', width: '20.000%', height: '25.000%' };
  expect(thingPlaces(found, false)).toEqual([
    { key: 'dog 0', label: 'dog', score: '91 %', style: { left: '10.000%', ...box } },
  ]);
  expect(thingPlaces(found, true)[0]?.style).toEqual({ left: '70.000%', ...box });
});

it('are no more than can be looked at', () => {
  const things = Array.from({ length: 500 }, (_, index) => thing(index % 100, 'x', 0.5));
  const places = thingPlaces({ width: 200, height: 100, things }, false);
  expect(places).toHaveLength(100);
  expect(new Set(places.map(({ key }) => key)).size).toBe(100);
});
