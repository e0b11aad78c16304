import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ImportReport } from '../../formats/annotation/importReport.ts';
import { DropVeil } from '../files/DropVeil.tsx';
import type { DroppedItems } from '../files/droppedItems.ts';
import { useDrop } from '../files/useDrop.ts';
import { AnnotateDesk } from './desk/AnnotateDesk.tsx';
import { DeskProgress } from './desk/DeskProgress.tsx';
import type { HomeCommands } from './desk/homeCommands.ts';
import { useTask } from './desk/useTask.ts';
import { ReportDialog } from './dialogs/ReportDialog.tsx';
import { canChooseFolder, chooseFiles, chooseFolder } from './opening/chooseFiles.ts';
import { openItems, projectNameOf } from './opening/openItems.ts';
import type { ProjectSession } from './project/sessionState.ts';
import { ProjectList } from './start/ProjectList.tsx';
import { StartAnnotate } from './start/StartAnnotate.tsx';
import { StartButtons } from './start/StartButtons.tsx';
import { drawSamplePictures } from './start/samplePictures.ts';
import { lastProject, projectStore, rememberProject } from './store.ts';

const PICTURES_AND_ANNOTATIONS = 'image/jpeg,image/png,image/webp,.xml,.txt,.json,.tsv,.jsonl,.zip';
const ANNOTATIONS = '.xml,.txt,.json,.tsv,.jsonl,.zip';

/** The project cannot be left: something of it is not saved. */
class UnsavedProjectError extends Error {
  override readonly name = 'UnsavedProjectError';
  readonly hint = 'Export it first. Closing once more leaves without saving.';

  constructor() {
    super('Not everything here is saved.');
  }
}

/** The start of Annotate, or the project that is open. */
export function AnnotateHome({ hidden }: { readonly hidden: boolean }) {
  const store = projectStore();
  const control = useTask();
  const { run } = control;
  const [session, setSession] = useState<ProjectSession | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [arrived, setArrived] = useState<string | null>(null);
  const open = useRef<ProjectSession | null>(null);
  /** The project that could not be closed because it could not be saved. */
  const warned = useRef<ProjectSession | null>(null);

  const show = useCallback((next: ProjectSession | null) => {
    open.current = next;
    setSession(next);
    setArrived(null);
    rememberProject(next?.getSnapshot().project.id ?? null);
  }, []);

  const openProject = useCallback(
    (projectId: string) =>
      run('Opening the project', async () => {
        try {
          show(await store.open(projectId));
        } catch (error) {
          rememberProject(null);
          throw error;
        }
      }),
    [run, show, store],
  );

  // A reload comes back to the project that was open.
  const resumed = useRef(false);
  useEffect(() => {
    const last = lastProject();
    if (resumed.current || last === null) return;
    resumed.current = true;
    void openProject(last);
  }, [openProject]);

  const bring = useCallback(
    (items: DroppedItems) => {
      if (items.files.length + items.folders.length === 0) return;
      void run('Opening pictures', async (tools) => {
        const into = open.current ?? (await store.create(projectNameOf(items, new Date())));
        if (open.current !== into) show(into);
        const { report: told, firstImageId } = await openItems(into, items, tools);
        if (firstImageId !== null) setArrived(firstImageId);
        if (told.issues.length > 0) setReport(told);
        // The browser is asked once there is something to keep.
        void store.keepStorage();
      });
    },
    [run, show, store],
  );

  const home = useMemo<HomeCommands>(() => {
    const choose = (accept: string): void =>
      void chooseFiles({ accept }).then((files) => bring({ files, folders: [] }));
    return {
      openPictures: () => choose(PICTURES_AND_ANNOTATIONS),
      addAnnotations: () => choose(ANNOTATIONS),
      openFolder: () => {
        if (!canChooseFolder()) {
          void chooseFiles({ folder: true }).then((files) => bring({ files, folders: [] }));
          return;
        }
        void run('Opening the folder', async () => {
          const folder = await chooseFolder('readwrite');
          if (folder) bring({ files: [], folders: [folder] });
        });
      },
      close: () => {
        const closing = open.current;
        if (!closing) return;
        void run('Saving', async () => {
          const discard = warned.current === closing;
          if (await closing.close({ discard })) show(null);
          else {
            warned.current = closing;
            throw new UnsavedProjectError();
          }
        });
      },
    };
  }, [bring, run, show]);

  const trySample = (): void =>
    void run('Drawing a sample', async () => {
      const files = await drawSamplePictures();
      show(await store.create('Sample notes'));
      bring({ files, folders: [] });
    });

  const over = useDrop(!hidden && report === null, bring);
  return (
    <>
      {session ? (
        <AnnotateDesk
          key={session.getSnapshot().project.id}
          session={session}
          hidden={hidden}
          home={home}
          control={control}
          arrived={arrived}
        />
      ) : (
        <StartAnnotate
          buttons={<StartButtons home={home} />}
          onSample={trySample}
          state={<DeskProgress control={control} />}
          projects={<ProjectList store={store} onOpen={(id) => void openProject(id)} />}
        />
      )}
      {report && !hidden && <ReportDialog report={report} onClose={() => setReport(null)} />}
      {over && <DropVeil words="Drop pictures, a folder or annotations" />}
    </>
  );
}
