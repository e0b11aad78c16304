import { useEffect, useMemo, useRef } from 'react';
import { Sheet } from '../../sheet/Sheet.tsx';
import { guardLeaving } from '../../storage/leaving.ts';
import { useActionKeys } from '../actions/useActionKeys.ts';
import { BoardView } from '../canvas/BoardView.tsx';
import { DeskDialogs } from '../dialogs/DeskDialogs.tsx';
import { BoxesPanel } from '../panel/BoxesPanel.tsx';
import { ClassesPanel } from '../panel/ClassesPanel.tsx';
import { PanelTabs } from '../panel/PanelTabs.tsx';
import { PicturesPanel } from '../panel/PicturesPanel.tsx';
import { createPictureWindow } from '../project/pictureWindow.ts';
import type { ProjectSession } from '../project/sessionState.ts';
import { createThumbnails } from '../project/thumbnails.ts';
import { BackgroundRun } from '../suggest/backgroundRun.ts';
import { putSuggestions } from '../suggest/suggestions.ts';
import { DeskTraining } from '../train/DeskTraining.tsx';
import { useCloseAsking } from '../train/useCloseAsking.ts';
import { useTraining } from '../train/useTraining.ts';
import { BackgroundProgress } from './BackgroundProgress.tsx';
import { DeskHeader } from './DeskHeader.tsx';
import { DeskNote } from './DeskNote.tsx';
import { DeskNotices } from './DeskNotices.tsx';
import { DeskProgress } from './DeskProgress.tsx';
import type { Desk } from './desk.ts';
import { EmptyProject } from './EmptyProject.tsx';
import type { HomeCommands } from './homeCommands.ts';
import { ToolStrip } from './ToolStrip.tsx';
import { useDesk } from './useDesk.ts';
import { useDeskCommands } from './useDeskCommands.ts';
import { useScene } from './useScene.ts';
import type { TaskControl } from './useTask.ts';
import './desk.css';
import '../panel/panel.css';

interface AnnotateDeskProps {
  readonly session: ProjectSession;
  readonly hidden: boolean;
  readonly home: HomeCommands;
  readonly control: TaskControl;
  /** A picture that came in just now, to be shown; null for the one looked at last. */
  readonly arrived: string | null;
}

/** An open project: the picture, the tools beside it, and what is in it as lists. */
export function AnnotateDesk({ session, hidden, home, control, arrived }: AnnotateDeskProps) {
  const pictures = useMemo(() => createPictureWindow(session.pictureFile), [session]);
  useEffect(() => () => pictures.close(), [pictures]);
  const thumbnails = useMemo(() => createThumbnails(session.pictureFile), [session]);
  useEffect(() => () => thumbnails.close(), [thumbnails]);
  useEffect(
    () =>
      guardLeaving({
        isUnsaved: () => session.getSnapshot().save.kind !== 'saved',
        saveNow: session.saveNow,
      }),
    [session],
  );

  const newest = useRef<Desk | null>(null);
  const background = useMemo(
    () =>
      new BackgroundRun({
        session,
        put: (image, found) =>
          putSuggestions(session, image, found, { measureOnly: image.verified }),
        say: (words) => newest.current?.say(words),
        tell: (words) => newest.current?.tell(words),
      }),
    [session],
  );
  useEffect(() => () => background.dispose(), [background]);
  const training = useTraining(session, newest);
  const around = useCloseAsking(home, training.run);
  const commands = useDeskCommands(newest, around, control, background);
  const { desk, announcement, note, closeNote, registerBoard } = useDesk(session, commands);
  useEffect(() => {
    newest.current = desk;
  });
  useEffect(() => {
    if (arrived !== null) newest.current?.dispatch({ type: 'show-image', imageId: arrived });
  }, [arrived]);
  useActionKeys(!hidden, desk);
  const scene = useScene(desk);
  const openFolders = (): void => void session.openFoldersAgain();
  const { image, state } = desk;

  return (
    <div className="annotate-desk">
      <DeskHeader desk={desk} />
      <ToolStrip desk={desk} />
      <div className="desk-board">
        {image && scene ? (
          <BoardView
            desk={desk}
            image={image}
            scene={scene}
            pictures={pictures}
            onBoard={registerBoard}
            onOpenFolders={
              desk.snapshot.folders.some(({ access }) => access !== 'open') ? openFolders : null
            }
          />
        ) : (
          <EmptyProject commands={desk.commands} />
        )}
        <div className="desk-over">
          <DeskNotices desk={desk} onOpenFolders={openFolders} />
          {note && <DeskNote key={note.number} words={note.words} onDone={closeNote} />}
          <DeskProgress control={control} />
          <BackgroundProgress background={background} desk={desk} />
          <DeskTraining training={training} desk={desk} />
        </div>
      </div>
      <Sheet label="Lists">
        <div className="annotate-panel">
          <PanelTabs desk={desk} />
          <div
            className="panel-list"
            id="annotate-panel"
            role="tabpanel"
            aria-labelledby={`annotate-tab-${state.tab}`}
          >
            {state.tab === 'boxes' && <BoxesPanel desk={desk} />}
            {state.tab === 'classes' && <ClassesPanel desk={desk} />}
            {state.tab === 'pictures' && <PicturesPanel desk={desk} thumbnails={thumbnails} />}
          </div>
        </div>
      </Sheet>
      {!hidden && <DeskDialogs desk={desk} training={training} />}
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
