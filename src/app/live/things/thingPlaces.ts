import type { Detections } from '../../../worker/client.ts';

export interface ThingPlace {
  readonly key: string;
  readonly label: string;
  /** How sure, as a percentage. */
  readonly score: string;
  /** Its box as shares of the picture that is shown. */
  readonly style: {
    readonly left: string;
    readonly top: string;
    readonly width: string;
    readonly height: string;
  };
}

/** Where found things lie over the picture, which may be mirrored; more than these nobody can read. */
export function thingPlaces(found: Detections, mirrored: boolean): readonly ThingPlace[] {
  const { width, height, things } = found;
  return things.slice(0, MOST_SHOWN).map(({ box, className, score }, index) => {
    const left = mirrored ? width - box.x - box.width : box.x;
    return {
      key: `${className} ${index}`,
      label: className,
      score: `${Math.round(score * 100)} %`,
      style: {
        left: share(left, width),
        top: share(box.y, height),
        width: share(box.width, width),
        height: share(box.height, height),
      },
    };
  });
}

const MOST_SHOWN = 100;

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(3)}%`;
}
