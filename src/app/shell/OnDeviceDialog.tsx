import { Dialog } from '../dialog/Dialog.tsx';
import { OfflineSentence } from '../offline/OfflineNotices.tsx';

/** What "On this device" means, and how anybody can see for themselves that it is so. */
export function OnDeviceDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="On this device" onClose={onClose}>
      <p>
        Your camera picture, your photos and what is read in them stay in this browser. The reader
        itself came to you with the page; no picture and no text is ever sent anywhere.
      </p>
      <OfflineSentence />
      <h3>See for yourself</h3>
      <ol>
        <li>
          Read one line in Live and one photo in Documents, so that every part of the reader is
          here. Then switch the network off and go on: everything still works.
        </li>
        <li>
          Or open the browser’s developer tools (F12), choose <em>Network</em>, and read something.
          You will see the page’s own files come in, from this address alone, and nothing go out.
        </li>
      </ol>
      <h3>What is kept</h3>
      <p>
        What was read, written and corrected, with the pages of documents and the pictures of your
        projects: in this browser’s storage, so that a reload or a crash loses nothing. Beside that
        your settings, the cameras you chose, the colour of your marker and how fast this device’s
        ways to calculate are.
      </p>
    </Dialog>
  );
}
