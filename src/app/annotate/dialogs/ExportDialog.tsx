import { useState } from 'react';
import type { AnnotationFormatName } from '../../../formats/annotation/annotation.ts';
import type { ExportLoss } from '../../../formats/annotation/annotationFormat.ts';
import { trainingCommand } from '../../../formats/annotation/trainingCommand.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { CopyButton } from '../../files/CopyButton.tsx';
import { saveBlob } from '../../files/saveFile.ts';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { Desk } from '../desk/desk.ts';
import { useTask } from '../desk/useTask.ts';
import { canChooseFolder, chooseFolder } from '../opening/chooseFiles.ts';
import {
  type ExportedArchive,
  exportAnnotations,
  exportProject,
} from '../project/exportArchive.ts';
import { FORMATS } from '../project/readAnnotations.ts';
import { saveToFolder } from '../project/saveToFolder.ts';
import './export.css';

/** `project` is everything; the others are one format each. */
type Choice = 'project' | AnnotationFormatName;

const NOTES: Readonly<Record<Choice, string>> = {
  project: 'Everything, with pictures: go on in another browser.',
  voc: 'One XML beside each picture, as LabelImg and ImageNet have it.',
  yolo: 'One text beside each picture, and classes.txt; outlines as OBB and polygons.',
  createml: 'One JSON for each folder, as Apple’s Create ML reads it.',
  coco: 'One JSON for all pictures.',
  labelme: 'One JSON beside each picture, as labelme and AnyLabeling have it.',
  page: 'Lines with their texts, for eScriptorium, Transkribus and kraken.',
  alto: 'Lines with their texts, for eScriptorium and kraken.',
  labels: 'A crop of each box that has a text, for training readers.',
  boxes: 'Lines with their texts, for measuring.',
  truth: 'Chapter and title of textbook pages, for measuring.',
};

/** Takes the work along: as a zip, or straight into a folder. */
export function ExportDialog({
  desk,
  onClose,
}: {
  readonly desk: Desk;
  readonly onClose: () => void;
}) {
  const { session, project } = desk;
  const [choice, setChoice] = useState<Choice>(project.settings.folderFormat ?? 'project');
  const [withPictures, setWithPictures] = useState(true);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const control = useTask();
  const { task, trouble, run } = control;

  const download = (): void => {
    setOutcome(null);
    void run('Packing', async (tools) => {
      const packed =
        choice === 'project'
          ? await exportProject(session, tools)
          : await exportAnnotations(session, choice, { withPictures, ...tools });
      saveBlob(packed.name, packed.archive);
      setOutcome(outcomeOfArchive(packed));
    });
  };
  const writeInto = (): void => {
    if (choice === 'project') return;
    setOutcome(null);
    void run('Saving into the folder', async ({ onProgress }) => {
      const folder = await chooseFolder('readwrite');
      if (!folder) return;
      const { written, losses } = await saveToFolder(session, folder, choice, onProgress);
      session.chooseSaveFolder(folder);
      session.run({ type: 'settings', settings: { folderFormat: choice } });
      const files = written.length === 1 ? '1 file' : `${written.length} files`;
      setOutcome({ words: `${files} written into “${folder.name}”.`, notes: notesOf(losses) });
    });
  };
  const command = trainingCommand({ folder: `exports/${project.name}` });

  return (
    <Dialog title="Export" wide onClose={onClose}>
      <div className="export">
        <fieldset className="export-formats">
          <legend className="visually-hidden">Format</legend>
          {(['project', ...FORMATS.map(({ name }) => name)] as const).map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="annotate-export"
                checked={choice === name}
                onChange={() => {
                  setChoice(name);
                  setOutcome(null);
                }}
              />
              <span>
                <strong>
                  {FORMATS.find((format) => format.name === name)?.title ?? 'Whole project'}
                </strong>
                <small>{NOTES[name]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="export-do">
          <label className="export-check">
            <input
              type="checkbox"
              checked={choice === 'project' || withPictures}
              disabled={choice === 'project'}
              onChange={(event) => setWithPictures(event.target.checked)}
            />
            With the pictures
          </label>
          <div className="export-buttons">
            <button
              type="button"
              className="button primary"
              disabled={task !== null}
              onClick={download}
            >
              <Icon name="download" />
              Download zip
            </button>
            {canChooseFolder() && choice !== 'project' && (
              <button type="button" className="button" disabled={task !== null} onClick={writeInto}>
                <Icon name="folder" />
                Save into a folder…
              </button>
            )}
          </div>
          {task && (
            <ProgressBar
              label={task.label}
              done={task.total > 0 ? task.done / task.total : null}
              figure={task.total > 0 ? `${task.done} of ${task.total}` : ''}
            />
          )}
          {trouble && <Notice error={trouble} onDismiss={control.forgive} />}
          <div role="status">
            {outcome && (
              <div className="export-outcome">
                <p>
                  <Icon name="check" /> {outcome.words}
                </p>
                {outcome.notes.length > 0 && (
                  <ul>
                    {outcome.notes.map((note) => (
                      <li key={note}>{note}</li>
                    ))}
                  </ul>
                )}
              </div>
            )}
          </div>
          <h3>Train a detector with it</h3>
          <p className="export-note">
            Unpack the zip, with the pictures, below the source’s folder and run:
          </p>
          <div className="export-command">
            <code>{command}</code>
            <CopyButton label="Copy the command" text={() => command} />
          </div>
          <p className="export-note">
            The model it writes opens here under <em>Your own model…</em>
          </p>
        </div>
      </div>
    </Dialog>
  );
}

interface Outcome {
  readonly words: string;
  /** What could not be taken along. */
  readonly notes: readonly string[];
}

function outcomeOfArchive({ name, missing, losses }: ExportedArchive): Outcome {
  return {
    words: `${name} is in your downloads.`,
    notes: [
      ...(missing.length > 0 ? [`Pictures that were not found: ${missing.join(', ')}`] : []),
      ...notesOf(losses),
    ],
  };
}

/** Losses as sentences, each once, with how many pictures it concerns. */
function notesOf(losses: readonly ExportLoss[]): readonly string[] {
  const pictures = new Map<string, Set<string>>();
  for (const { sentence, image } of losses) {
    const known = pictures.get(sentence) ?? new Set();
    known.add(image);
    pictures.set(sentence, known);
  }
  return [...pictures].map(
    ([sentence, { size }]) => `${sentence} (${size === 1 ? '1 picture' : `${size} pictures`})`,
  );
}
