import { Icon } from '../../icons/Icon.tsx';
import type { HomeCommands } from '../desk/homeCommands.ts';

/** Two ways to begin. */
export function StartButtons({ home }: { readonly home: HomeCommands }) {
  return (
    <>
      <button type="button" className="button primary large" onClick={home.openPictures}>
        <Icon name="upload" />
        Open pictures
      </button>
      <button type="button" className="button large" onClick={home.openFolder}>
        <Icon name="folder" />
        Open a folder
      </button>
    </>
  );
}
