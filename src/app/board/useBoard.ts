import { type RefObject, useEffect, useRef } from 'react';
import { Board, type BoardEvents } from './board.ts';
import type { Scene } from './scene.ts';

interface LayerRefs {
  readonly picture: RefObject<HTMLCanvasElement | null>;
  readonly boxes: RefObject<HTMLCanvasElement | null>;
  readonly active: RefObject<HTMLCanvasElement | null>;
}

/** A board on three canvases, for as long as they stand; `scene` is drawn at every change. */
export function useBoard(
  layers: LayerRefs,
  scene: Scene,
  events: BoardEvents,
): RefObject<Board | null> {
  const board = useRef<Board | null>(null);
  const newest = useRef({ scene, events });
  useEffect(() => {
    newest.current = { scene, events };
  });

  useEffect(() => {
    const [picture, boxes, active] = [
      layers.picture.current,
      layers.boxes.current,
      layers.active.current,
    ];
    if (!picture || !boxes || !active) return;
    const now = (): BoardEvents => newest.current.events;
    const made = new Board({ picture, boxes, active }, newest.current.scene, {
      onDrawn: (box) => now().onDrawn(box),
      onDropped: (dropped) => now().onDropped(dropped),
      onResized: (id, box) => now().onResized(id, box),
      onReshaped: (id, outline) => now().onReshaped(id, outline),
      onSelect: (ids) => now().onSelect(ids),
      onHighlight: (id) => now().onHighlight(id),
      onSuggestion: (id) => now().onSuggestion(id),
      onDoubleClick: (id) => now().onDoubleClick(id),
      onBrightness: (steps) => now().onBrightness(steps),
      onViewport: (viewport) => now().onViewport(viewport),
    });
    board.current = made;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      if (width > 0 && height > 0) made.shown.resize({ width, height });
    });
    observer.observe(active);
    return () => {
      observer.disconnect();
      made.dispose();
      board.current = null;
    };
  }, [layers.picture, layers.boxes, layers.active]);

  useEffect(() => board.current?.setScene(scene), [scene]);
  return board;
}
