import { memo, useMemo, useRef, useSyncExternalStore } from 'react';
import { Icon } from '../../icons/Icon.tsx';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import { ActionButton } from '../actions/ActionButton.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from '../desk/desk.ts';
import type { ProjectImage } from '../project/project.ts';
import { openSuggestions } from '../project/reviewQueue.ts';
import type { Thumbnails } from '../project/thumbnails.ts';
import { useListKeys } from './useListKeys.ts';
import { useThumbnailsInView } from './useThumbnailsInView.ts';

const OPEN_PICTURES = actionNamed('open-pictures');
const OPEN_FOLDER = actionNamed('open-folder');

/** All pictures of the project, in their order. */
export function PicturesPanel({
  desk,
  thumbnails,
}: {
  readonly desk: Desk;
  readonly thumbnails: Thumbnails;
}) {
  const { project, image, dispatch, session } = desk;
  const list = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => project.images.map(({ id }) => id), [project.images]);
  const show = useSteadyHandler((imageId: string) => {
    dispatch({ type: 'show-image', imageId });
    session.run({ type: 'settings', settings: { currentImageId: imageId } });
  });
  const active = image?.id ?? null;
  useThumbnailsInView(list, ids, thumbnails);
  const keys = useListKeys(list, ids, active, show);
  const verified = useMemo(
    () => project.images.filter((each) => each.verified).length,
    [project.images],
  );
  return (
    <>
      <div className="pictures-head">
        <p className="figure">
          {verified} of {project.images.length} verified
        </p>
        <ActionButton action={OPEN_PICTURES} desk={desk} labelled />
        <ActionButton action={OPEN_FOLDER} desk={desk} labelled />
      </div>
      <div
        ref={list}
        className="rows picture-list"
        role="listbox"
        aria-label="Pictures"
        aria-activedescendant={active === null ? undefined : `picture-${active}`}
        tabIndex={0}
        onKeyDown={keys}
      >
        {project.images.map((each) => (
          <PictureRow
            key={each.id}
            image={each}
            thumbnails={thumbnails}
            shown={each.id === active}
            onShow={show}
          />
        ))}
      </div>
    </>
  );
}

interface PictureRowProps {
  readonly image: ProjectImage;
  readonly thumbnails: Thumbnails;
  readonly shown: boolean;
  readonly onShow: (id: string) => void;
}

const PictureRow = memo(function PictureRow({ image, thumbnails, shown, onShow }: PictureRowProps) {
  const { id, name, boxes, verified } = image;
  const thumbnail = useSyncExternalStore(thumbnails.subscribe, () => thumbnails.get(id));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's
    <div
      id={`picture-${id}`}
      data-row={id}
      role="option"
      className="row"
      tabIndex={-1}
      aria-selected={shown}
      onClick={() => onShow(id)}
    >
      <span className="picture-thumbnail">
        {thumbnail && (
          <img src={thumbnail.url} width={thumbnail.width} height={thumbnail.height} alt="" />
        )}
      </span>
      <span className="row-words">
        <span className="row-name picture-name">{name}</span>
      </span>
      {openSuggestions(image).length > 0 && (
        <span className="swatch dashed" title="Has suggestions" />
      )}
      <span className="row-score figure">
        {boxes.length === 1 ? '1 box' : `${boxes.length} boxes`}
      </span>
      <span className="row-mark" title={verified ? 'Verified' : undefined}>
        {verified && (
          <>
            <Icon name="verified" />
            <span className="visually-hidden">verified</span>
          </>
        )}
      </span>
    </div>
  );
});
