import { type RefObject, useEffect, useState } from 'react';
import type { Board } from '../../board/board.ts';
import { createPictureLevels, type PictureLevels } from '../../board/pictureLevels.ts';
import type { LentPicture, PictureWindow } from '../project/pictureWindow.ts';
import type { ProjectImage } from '../project/project.ts';

export type PictureState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly imageId: string }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string };

/**
 * Puts a picture on the board, and takes it off when another comes.
 * @param neighbours ids of the pictures to have ready next
 * @param attempt a new value tries a failed picture again
 */
export function usePicture(
  board: RefObject<Board | null>,
  pictures: PictureWindow,
  image: ProjectImage,
  neighbours: readonly string[],
  attempt: string,
): PictureState {
  const [state, setState] = useState<PictureState>({ kind: 'loading' });
  const { id } = image;

  // biome-ignore lint/correctness/useExhaustiveDependencies: neighbours follow from the picture
  useEffect(() => {
    let left = false;
    let lent: LentPicture | null = null;
    let levels: PictureLevels | null = null;
    setState({ kind: 'loading' });
    board.current?.setPicture(null);
    pictures.take(id, neighbours).then(
      (taken) => {
        if (left) {
          taken.giveBack();
          return;
        }
        lent = taken;
        const { width, height } = taken;
        levels = createPictureLevels(taken.bitmap, { width, height }, () =>
          board.current?.refreshPicture(),
        );
        board.current?.setPicture(levels);
        setState({ kind: 'shown', imageId: id });
      },
      (error: unknown) => {
        if (!left) setState({ kind: 'failed', ...inWords(error) });
      },
    );
    return () => {
      left = true;
      board.current?.setPicture(null);
      levels?.close();
      lent?.giveBack();
    };
  }, [board, pictures, id, attempt]);

  return state;
}

function inWords(error: unknown): { readonly message: string; readonly hint: string } {
  const message = error instanceof Error ? error.message : 'This picture could not be opened.';
  const hint =
    error instanceof Error && 'hint' in error && typeof error.hint === 'string'
      ? error.hint
      : 'Try once more; its boxes are kept.';
  return { message, hint };
}
