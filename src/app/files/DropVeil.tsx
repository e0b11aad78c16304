import { Icon } from '../icons/Icon.tsx';
import './files.css';

/** Shown while files are held over the page. */
export function DropVeil({ words }: { readonly words: string }) {
  return (
    <div className="drop-veil">
      <Icon name="upload" />
      {words}
    </div>
  );
}
