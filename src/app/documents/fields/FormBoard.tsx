import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Box } from '../../../reading/geometry.ts';
import { READ_LONG_SIDE } from '../../../reading/image.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import type { Board } from '../../board/board.ts';
import { createPictureLevels, type PictureLevels } from '../../board/pictureLevels.ts';
import type { Scene } from '../../board/scene.ts';
import { useBoard } from '../../board/useBoard.ts';
import type { DrawnForm } from '../pages/page.ts';
import { KIND_WORDS } from './fieldKinds.ts';
import '../../board/board.css';

interface FormBoardProps {
  readonly form: DrawnForm;
  readonly tool: 'draw' | 'select';
  /** The field at hand, by its place. */
  readonly selected: number | null;
  readonly onSelect: (index: number | null) => void;
  readonly onTool: (tool: 'draw' | 'select') => void;
  readonly onDrawn: (box: Box) => void;
  readonly onPlaced: (index: number, box: Box) => void;
  readonly onDrop: (index: number) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Smaller boxes are slips of the hand, px. */
const LEAST_SIDE = 8;
const NONE: ReadonlySet<string> = new Set();

/** The sample with its fields, to be drawn and moved with mouse, fingers or keys. */
export function FormBoard({ form, tool, selected, onSelect, ...on }: FormBoardProps) {
  const picture = useRef<HTMLCanvasElement>(null);
  const boxes = useRef<HTMLCanvasElement>(null);
  const active = useRef<HTMLCanvasElement>(null);
  const layers = useMemo(() => ({ picture, boxes, active }), []);
  const { sample, width, height, fields } = form;
  const size = useMemo(() => ({ width, height }), [width, height]);

  const scene = useMemo(
    (): Scene => ({
      picture: size,
      boxes: fields.map(({ name, kind, box }, index) => ({
        ...{ id: String(index), box, colour: KIND_WORDS[kind].colour, label: name },
        ...{ text: null, difficult: false, staysUpright: true },
      })),
      selected: selected === null ? NONE : new Set([String(selected)]),
      ...{ suggestions: [], highlighted: null, draft: null, tool, square: false },
      ...{ labels: true, texts: false, locked: false },
    }),
    [size, fields, selected, tool],
  );
  const place = (index: number, dx: number, dy: number): void => {
    const box = fields[index]?.box;
    if (!box) return;
    const within = (value: number, room: number) => Math.min(Math.max(value, 0), room);
    const x = within(box.x + dx, width - box.width);
    on.onPlaced(index, { ...box, x, y: within(box.y + dy, height - box.height) });
  };
  const board = useBoard(layers, scene, {
    onDrawn: (box) => {
      if (Math.min(box.width, box.height) >= LEAST_SIDE) on.onDrawn(plain(box));
    },
    onDropped: ({ ids, dx, dy }) => {
      for (const id of ids) place(Number(id), dx, dy);
    },
    onResized: (id, box) => on.onPlaced(Number(id), plain(box)),
    onReshaped: () => {},
    onSelect: ([id]) => onSelect(id === undefined ? null : Number(id)),
    onHighlight: () => {},
    onSuggestion: () => {},
    onDoubleClick: () => {},
    onBrightness: () => {},
    onViewport: () => {},
  });
  useSample(board, sample, size);

  const press = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    if (event.key === 'Escape') {
      if (board.current?.busy) board.current.cancel();
      else on.onTool('select');
    } else if (event.key === 'Enter' && tool === 'draw') {
      on.onDrawn({
        ...{ x: Math.round(0.35 * width), y: Math.round(0.47 * height) },
        ...{ width: Math.round(0.3 * width), height: Math.round(0.05 * height) },
      });
      on.onTool('select');
    } else if (selected !== null && (event.key === 'Delete' || event.key === 'Backspace')) {
      on.onDrop(selected);
    } else if (selected !== null && by) {
      const step = event.shiftKey ? 10 : 1;
      place(selected, by[0] * step, by[1] * step);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="board form-board">
      <canvas ref={picture} className="board-layer" />
      <canvas ref={boxes} className="board-layer" />
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a board of one's own */}
      <canvas
        ref={active}
        className="board-layer board-active"
        tabIndex={0}
        role="application"
        aria-roledescription="board"
        aria-label={`${form.name}, ${fields.length === 1 ? '1 field' : `${fields.length} fields`}. Enter puts a field in the middle, arrows move it.`}
        onKeyDown={press}
      />
    </div>
  );
}

function plain({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

/** Puts the sample on the board. */
function useSample(
  board: RefObject<Board | null>,
  sample: Blob,
  size: { readonly width: number; readonly height: number },
): void {
  useEffect(() => {
    const leaving = new AbortController();
    let bitmap: ImageBitmap | null = null;
    let levels: PictureLevels | null = null;
    bitmapOfFile(sample, READ_LONG_SIDE, leaving.signal).then(
      (decoded) => {
        if (leaving.signal.aborted) {
          decoded.close();
          return;
        }
        bitmap = decoded;
        levels = createPictureLevels(decoded, size, () => board.current?.refreshPicture());
        board.current?.setPicture(levels);
      },
      () => {
        // It was decoded when the form was made; where it cannot be again, the pages say so.
      },
    );
    return () => {
      leaving.abort();
      board.current?.setPicture(null);
      levels?.close();
      bitmap?.close();
    };
  }, [board, sample, size]);
}
