import { dropCustomModel, loadCustomModel, useCustomModel } from '../../customModel/customModel.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import { useReader } from '../../reader/ReaderContext.tsx';
import type { Desk } from '../desk/desk.ts';
import { useTask } from '../desk/useTask.ts';
import { chooseFiles } from '../opening/chooseFiles.ts';
import { modelFilesOf } from '../suggest/modelFiles.ts';
import './model.css';

/** A detector that somebody trained: load it, let it suggest, or let go of it. */
export function ModelDialog({
  desk,
  onOther,
  onClose,
}: {
  readonly desk: Desk;
  /** Another model was loaded, or the one that was there removed. */
  readonly onOther: () => void;
  readonly onClose: () => void;
}) {
  const reader = useReader();
  const info = useCustomModel(reader);
  const { task, trouble, forgive, run } = useTask();

  const load = (): void => {
    if (!reader) return;
    void chooseFiles({ accept: '.json,.bin,.zip' }).then((files) => {
      if (files.length === 0) return;
      void run('Loading the model', async () => {
        await loadCustomModel(reader, { files: await modelFilesOf(files), classIds: new Map() });
        onOther();
      });
    });
  };

  return (
    <Dialog title="Your own model" onClose={onClose}>
      {info ? (
        <>
          <dl className="model-facts">
            <div>
              <dt>Loaded</dt>
              <dd>
                {info.name} <span className="figure">{info.version}</span>
              </dd>
            </div>
            <div>
              <dt>{info.classes.length === 1 ? 'Class' : 'Classes'}</dt>
              <dd>{info.classes.join(', ')}</dd>
            </div>
          </dl>
          <p className="model-note">
            What it finds is shown dashed until you accept it. Your own boxes are never changed.
          </p>
        </>
      ) : (
        <p>
          Load a detector that was trained on an export: choose its <code>model.json</code>,{' '}
          <code>weights.bin</code> and <code>manifest.json</code> together, or a zip of them. It
          stays on this device and is forgotten when the page is closed.
        </p>
      )}
      {task && <ProgressBar label={task.label} done={null} figure="" />}
      {trouble && <Notice error={trouble} onDismiss={forgive} />}
      <div className="model-buttons">
        {info && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onClose();
              desk.commands.suggestThings();
            }}
          >
            <Icon name="suggest" />
            Find in this picture
          </button>
        )}
        <button
          type="button"
          className={info ? 'button' : 'button primary'}
          disabled={!reader || task !== null}
          onClick={load}
        >
          <Icon name="upload" />
          {info ? 'Another model' : 'Choose its files'}
        </button>
        {info && reader && (
          <button
            type="button"
            className="button"
            onClick={() => {
              onOther();
              void dropCustomModel(reader);
            }}
          >
            Remove
          </button>
        )}
      </div>
    </Dialog>
  );
}
