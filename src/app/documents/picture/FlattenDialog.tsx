import { useEffect, useRef, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { mapQuad, type Quad, quadOfBox } from '../../../reading/geometry.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { useReader } from '../../reader/ReaderContext.tsx';
import { usePagePicture } from '../text/usePagePicture.ts';
import { CornerHandles } from './CornerHandles.tsx';
import { flattenedPicture } from './flattenedPicture.ts';
import './flatten.css';

/** Longest side that a sheet's edges are looked for at, px. */
const LOOK_LONG_SIDE = 960;

interface FlattenDialogProps {
  readonly name: string;
  readonly file: Blob;
  /** Gives the flattened picture. */
  readonly onFlatten: (file: Blob) => void;
  readonly onClose: () => void;
}

/** The corners of a sheet as shares of the picture. */
const WHOLE = quadOfBox({ x: 0, y: 0, width: 1, height: 1 });
/** A first frame where no sheet was found. */
const INSIDE = quadOfBox({ x: 0.05, y: 0.05, width: 0.9, height: 0.9 });

type Looking = 'looking' | 'found' | 'none';

/** Cuts a sheet out of its picture and sets it straight, by four corners that can be moved. */
export function FlattenDialog({ name, file, onFlatten, onClose }: FlattenDialogProps) {
  const reader = useReader();
  const picture = useRef<HTMLCanvasElement>(null);
  const drawn = usePagePicture(file, picture);
  const [quad, setQuad] = useState<Quad>(WHOLE);
  const [looking, setLooking] = useState<Looking>('looking');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);

  useEffect(() => {
    if (!reader) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    bitmapOfFile(file, LOOK_LONG_SIDE, signal)
      .then(async (bitmap) => {
        const { width, height } = bitmap;
        const found = await reader.findSheet(bitmap, { signal });
        if (signal.aborted) return;
        const share = found && mapQuad(found, ({ x, y }) => ({ x: x / width, y: y / height }));
        setQuad(share ?? INSIDE);
        setLooking(share ? 'found' : 'none');
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setLooking('none');
        setTrouble(reportError(error));
      });
    return () => leaving.abort();
  }, [reader, file]);

  const apply = (): void => {
    if (!reader) return;
    setBusy(true);
    flattenedPicture(reader, file, quad).then(onFlatten, (error: unknown) => {
      setTrouble(reportError(error));
      setBusy(false);
    });
  };

  return (
    <Dialog title="Crop and flatten" wide onClose={onClose}>
      <div className="flatten">
        <div className="flatten-picture">
          <canvas ref={picture} role="img" aria-label={name} />
          {drawn && <CornerHandles quad={quad} onQuad={setQuad} />}
        </div>
      </div>
      {trouble && <Notice error={trouble} onDismiss={() => setTrouble(null)} />}
      <div className="flatten-tools">
        <p role="status">
          {looking === 'looking' && 'Looking for the edges of the sheet …'}
          {looking === 'found' && 'Drag a corner where it does not fit.'}
          {looking === 'none' && 'No edges were found. Drag the corners to where the sheet ends.'}
        </p>
        <button type="button" className="button quiet" onClick={() => setQuad(WHOLE)}>
          Whole picture
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || looking === 'looking' || !reader}
          onClick={apply}
        >
          <Icon name="crop" />
          {busy ? 'Flattening …' : 'Flatten'}
        </button>
      </div>
    </Dialog>
  );
}
