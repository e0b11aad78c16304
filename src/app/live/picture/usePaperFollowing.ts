import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { type GrayImage, toGray } from '../../../reading/image.ts';
import {
  followGlance,
  GLANCE_WIDTH,
  type GlanceTemplate,
  glanceTemplate,
} from '../../../reading/tracking/glance.ts';
import { type Similarity, STANDSTILL } from '../../../reading/tracking/paperMotion.ts';
import type { LiveView } from '../../../worker/client.ts';

interface Followed {
  readonly frameId: number;
  readonly width: number;
  readonly template: GlanceTemplate;
}

/**
 * Moves a layer that was drawn for one frame of a video with the paper in the frames after it, until
 * the next view comes.
 * @returns how the paper moved since the view that is known, px of the frame
 */
export function usePaperFollowing(
  video: RefObject<HTMLVideoElement | null>,
  layer: RefObject<HTMLElement | null>,
  view: LiveView | null,
  mirrored: boolean,
): () => Similarity {
  const followed = useRef<Followed | null>(null);
  const motion = useRef<Similarity>(STANDSTILL);
  const newest = useRef<GrayImage | null>(null);

  useLayoutEffect(() => {
    if (view === null || view.glance === null || view.lines.length === 0) {
      followed.current = null;
      motion.current = STANDSTILL;
    } else if (view.frameId !== followed.current?.frameId) {
      const boxes = view.lines.map(({ box }) => box);
      const template = glanceTemplate(view.glance, view.width, boxes);
      followed.current = { frameId: view.frameId, width: view.width, template };
      const starts = [STANDSTILL, motion.current];
      const now = newest.current && followGlance(template, newest.current, view.width, starts);
      motion.current = now ?? STANDSTILL;
    }
    moveLayer(layer.current, view, motion.current, mirrored);
  }, [layer, view, mirrored]);

  const isFollowed = view !== null && view.glance !== null && view.lines.length > 0;
  const current = useRef({ view, mirrored });
  useLayoutEffect(() => {
    current.current = { view, mirrored };
  }, [view, mirrored]);
  useEffect(() => {
    const element = video.current;
    if (!isFollowed || !element || !('requestVideoFrameCallback' in element)) return;
    const look = createGlancer(element);
    let request = 0;
    let restsUntil = 0;
    const follow = (): void => {
      request = element.requestVideoFrameCallback(follow);
      const start = performance.now();
      const target = followed.current;
      if (target === null || start < restsUntil) return;
      newest.current = look();
      if (newest.current === null) return;
      const found = followGlance(target.template, newest.current, target.width, [motion.current]);
      // Not found: a hand lies over it, or it is gone. The lines stay where they were.
      if (found !== null) motion.current = found;
      moveLayer(layer.current, current.current.view, motion.current, current.current.mirrored);
      const end = performance.now();
      // At most half of this thread's time.
      restsUntil = end + (end - start);
    };
    request = element.requestVideoFrameCallback(follow);
    return () => {
      element.cancelVideoFrameCallback(request);
      newest.current = null;
    };
  }, [video, layer, isFollowed]);

  return () => motion.current;
}

/** Gives the frame that is shown at a glance; null before there is one. */
function createGlancer(video: HTMLVideoElement): () => GrayImage | null {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return () => {
    const { videoWidth, videoHeight } = video;
    if (!pen || videoWidth === 0) return null;
    const width = Math.min(GLANCE_WIDTH, videoWidth);
    const height = Math.max(1, Math.round((videoHeight * width) / videoWidth));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    pen.drawImage(video, 0, 0, width, height);
    return toGray(pen.getImageData(0, 0, width, height));
  };
}

/** Lays a motion of the frame upon a layer of the shown picture, which may be mirrored. */
function moveLayer(
  layer: HTMLElement | null,
  view: LiveView | null,
  { a, b, dx, dy }: Similarity,
  mirrored: boolean,
): void {
  if (layer === null) return;
  if (view === null) {
    layer.style.transform = '';
    return;
  }
  const scale = layer.clientWidth / view.width;
  const [turn, x, y] = mirrored
    ? [-b, view.width * (1 - a) - dx, view.width * b + dy]
    : [b, dx, dy];
  layer.style.transform = `matrix(${a}, ${turn}, ${-turn}, ${a}, ${x * scale}, ${y * scale})`;
}
