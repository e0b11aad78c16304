import { Icon } from '../../icons/Icon.tsx';
import type { DeskCommands } from './desk.ts';

/** A project that has no pictures yet, or none any more. */
export function EmptyProject({ commands }: { readonly commands: DeskCommands }) {
  return (
    <div className="empty-project">
      <p>Drop pictures or a folder here, or</p>
      <div className="empty-project-buttons">
        <button type="button" className="button primary" onClick={commands.openPictures}>
          <Icon name="upload" />
          Open pictures
        </button>
        <button type="button" className="button" onClick={commands.openFolder}>
          <Icon name="folder" />
          Open a folder
        </button>
      </div>
    </div>
  );
}
