import { type RefObject, useMemo } from 'react';
import { canChooseFolder, chooseFolder } from '../opening/chooseFiles.ts';
import { saveToFolder } from '../project/saveToFolder.ts';
import type { BackgroundRun } from '../suggest/backgroundRun.ts';
import { useSuggestions } from '../suggest/useSuggestions.ts';
import type { Desk, DeskCommands } from './desk.ts';
import type { HomeCommands } from './homeCommands.ts';
import type { TaskControl } from './useTask.ts';

/** LabelImg's format when it is first started. */
const FIRST_FORMAT = 'voc';

/** What the desk can ask of files and of the reader; the functions stay the same. */
export function useDeskCommands(
  desk: RefObject<Desk | null>,
  home: HomeCommands,
  control: TaskControl,
  background: BackgroundRun,
): DeskCommands {
  const suggestions = useSuggestions(desk, control, background);
  const { run } = control;

  return useMemo(() => {
    const saveInto = (folder: FileSystemDirectoryHandle): void =>
      void run(`Saving into “${folder.name}”`, async ({ onProgress }) => {
        const now = desk.current;
        if (!now) return;
        const format = now.project.settings.folderFormat ?? FIRST_FORMAT;
        const { written } = await saveToFolder(now.session, folder, format, onProgress);
        await now.session.saveNow();
        now.tell(written.length === 1 ? '1 file written' : `${written.length} files written`);
      });
    return {
      ...home,
      ...suggestions,
      chooseSaveFolder: () => {
        // Browsers without folders get the same files as a zip.
        if (!canChooseFolder()) {
          desk.current?.dispatch({ type: 'dialog', dialog: { kind: 'export' } });
          return;
        }
        void chooseFolder('readwrite').then((folder) => {
          if (!folder) return;
          desk.current?.session.chooseSaveFolder(folder);
          saveInto(folder);
        });
      },
      save: () => {
        const now = desk.current;
        const folder = now?.session.folder() ?? null;
        if (!now) return;
        if (folder === null || now.project.settings.folderFormat === null) {
          void now.session
            .saveNow()
            .then((saved) => desk.current?.tell(saved ? 'All is saved' : 'Not saved'));
          return;
        }
        // Leave to write must be asked for while the key or button is being pressed.
        void now.session
          .openFoldersAgain('readwrite')
          .then((open) =>
            open
              ? saveInto(folder)
              : desk.current?.tell('The browser did not allow writing into the folder'),
          );
      },
      openModel: () => desk.current?.dispatch({ type: 'dialog', dialog: { kind: 'model' } }),
    };
  }, [desk, home, suggestions, run]);
}
