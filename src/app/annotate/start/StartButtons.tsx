import { Icon } from '../../icons/Icon.tsx';
import type { HomeWays } from '../desk/homeWays.ts';

/** Three ways to begin. */
export function StartButtons({
  home,
  onSample,
}: {
  readonly home: HomeWays;
  readonly onSample: () => void;
}) {
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
      <button type="button" className="button large" onClick={onSample}>
        <Icon name="paper" />
        Try a sample
      </button>
    </>
  );
}
