import { useState, useSyncExternalStore } from 'react';
import { trainingCommand } from '../../../formats/annotation/trainingCommand.ts';
import { packArchive } from '../../../worker/page/packArchive.ts';
import { useCustomModel } from '../../customModel/customModel.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { CopyButton } from '../../files/CopyButton.tsx';
import { plainFileName } from '../../files/plainFileName.ts';
import { saveBlob } from '../../files/saveFile.ts';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { useReader } from '../../reader/ReaderContext.tsx';
import type { Desk } from '../desk/desk.ts';
import { useTask } from '../desk/useTask.ts';
import type { KeptModel } from '../project/keptModel.ts';
import { FiguresTable } from '../train/FiguresTable.tsx';
import { counted } from '../train/figureNotes.ts';
import { LossCurve } from '../train/LossCurve.tsx';
import { TrainingProgress } from '../train/TrainingProgress.tsx';
import { trainingRefusal, trainingSet } from '../train/trainingSet.ts';
import { useFocusOnward } from '../train/useFocusOnward.ts';
import type { Training } from '../train/useTraining.ts';
import './model.css';
import './export.css';
import './training.css';

/** How often each picture is seen. */
const LENGTHS = [
  { name: 'Short', rounds: 20 },
  { name: 'Usual', rounds: 60 },
  { name: 'Long', rounds: 180 },
] as const;

type Length = (typeof LENGTHS)[number];

/** Trains the last layers of a detector on the verified pictures, here in the page. */
export function TrainingDialog({
  desk,
  training,
  onClose,
}: {
  readonly desk: Desk;
  readonly training: Training;
  readonly onClose: () => void;
}) {
  const { project, locked } = desk;
  const reader = useReader();
  const own = useCustomModel(reader);
  const { running, trouble, kept } = useSyncExternalStore(
    training.run.subscribe,
    training.run.getState,
  );
  const [length, setLength] = useState<Length>(LENGTHS[1]);
  const set = trainingSet(project);
  const refusal = trainingRefusal(set);
  const command = trainingCommand({ folder: `exports/${project.name}` });
  const single = set.classes.filter(({ boxes }) => boxes === 1).map(({ name }) => `“${name}”`);
  const phase = running ? 'running' : kept ? `${kept.inUse} ${kept.earlier.length}` : 'none';
  const place = useFocusOnward(phase);
  const counts = set.classes.map(({ name, boxes }) => `${name} (${boxes})`).join(', ');

  return (
    <Dialog title="Train here" onClose={onClose}>
      <p className="model-note">
        The last layers of the detector learn from your verified pictures, on this device. About one
        in ten, and at least one, is held out to measure with; its file decides which.
      </p>
      <dl className="model-facts training-facts">
        <div>
          <dt>Pictures</dt>
          <dd>
            {set.pictures.length} verified, with {counted(set.boxes, 'box')}
          </dd>
        </div>
        {counts !== '' && (
          <div>
            <dt>{set.classes.length === 1 ? 'Class' : 'Classes'}</dt>
            <dd>{counts}</dd>
          </div>
        )}
        <div>
          <dt>Starts from</dt>
          <dd>{own ? `your own model, ${own.version}` : 'the reader’s own detector'}</dd>
        </div>
      </dl>
      {single.length > 0 && !running && !kept && (
        <p className="model-note">
          {single.join(', ')}: one box alone can be learnt from or measured, not both.
        </p>
      )}
      <div ref={place} className="training-place">
        {kept && !running && <TrainedModel kept={kept} training={training} desk={desk} />}
        {refusal && !running ? (
          <Notice error={refusal} />
        ) : running ? (
          <TrainingProgress running={running} onStop={() => training.run.stop()} curve />
        ) : (
          <div className="training-start">
            <fieldset className="training-lengths">
              <legend>Length</legend>
              {LENGTHS.map((one) => (
                <label key={one.name}>
                  <input
                    type="radio"
                    name="training-length"
                    checked={length === one}
                    onChange={() => setLength(one)}
                  />
                  {one.name}
                </label>
              ))}
            </fieldset>
            <button
              type="button"
              className={kept ? 'button' : 'button primary'}
              data-onward
              disabled={!reader || locked}
              onClick={() => training.start(length.rounds)}
            >
              {kept ? 'Train again' : 'Start'}
            </button>
          </div>
        )}
      </div>
      {trouble && <Notice error={trouble} onDismiss={() => training.run.forgive()} />}
      <details className="training-longer">
        <summary>A longer training, of all layers</summary>
        <p className="export-note">
          Export with the pictures, unpack below the source’s folder and run:
        </p>
        <div className="export-command">
          <code>{command}</code>
          <CopyButton label="Copy the command" text={() => command} />
        </div>
      </details>
    </Dialog>
  );
}

/** What was trained last: how right it is, and what can be done with it. */
function TrainedModel({
  kept,
  training,
  desk,
}: {
  readonly kept: KeptModel;
  readonly training: Training;
  readonly desk: Desk;
}) {
  const { task, trouble, forgive, run } = useTask();
  const { tuned, losses, inUse, earlier } = kept;
  const busy = task !== null;
  const save = (): void =>
    void run('Packing the model', async () => {
      const files = tuned.files.map(({ name, bytes }) => ({
        path: name,
        content: new Blob([bytes]),
      }));
      const archive = await packArchive(files, new Date());
      saveBlob(`${plainFileName(desk.project.name, 'project')}.model.zip`, archive);
    });
  return (
    <section className="training-done" aria-label="Trained model">
      <LossCurve losses={losses} steps={losses.length} />
      <FiguresTable tuned={tuned} />
      {trouble && <Notice error={trouble} onDismiss={forgive} />}
      <div className="model-buttons">
        {inUse === 'trained' ? (
          <button
            type="button"
            className="button"
            data-onward
            aria-disabled={busy}
            onClick={() =>
              busy ||
              void run('Going back', async () => {
                await training.use('former');
                desk.say('The model before is back');
              })
            }
          >
            <Icon name="undo" />
            Undo
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            data-onward
            aria-disabled={busy}
            onClick={() =>
              busy ||
              void run('Loading the model', async () => {
                await training.use('trained');
                desk.say('The trained model makes the suggestions now');
              })
            }
          >
            <Icon name="suggest" />
            Use for suggestions
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          onClick={busy ? undefined : save}
        >
          <Icon name="download" />
          Save model…
        </button>
        {inUse !== 'trained' && earlier.length > 0 && (
          <button
            type="button"
            className="button"
            aria-disabled={busy}
            onClick={() =>
              busy ||
              void run('Going back', async () => {
                await training.bringBack();
                desk.say('The model trained before is back');
              })
            }
          >
            <Icon name="undo" />
            Back to the one before
          </button>
        )}
      </div>
      <p className="model-note" role="status">
        {inUse === 'trained'
          ? 'In use: M finds with it in this picture, Alt+S in all. It is kept with this project.'
          : 'Not in use. It is kept with this project.'}
        {inUse !== 'trained' &&
          earlier.length > 0 &&
          ' So is the one trained before, which replaces it when you go back.'}
      </p>
    </section>
  );
}
