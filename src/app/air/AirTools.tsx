import { Fragment, type ReactNode, useState } from 'react';
import type { Writing } from '../../formats/inkJson.ts';
import { DownloadMenu } from '../files/DownloadMenu.tsx';
import { FileButton } from '../files/FileButton.tsx';
import { saveBlob, saveFile } from '../files/saveFile.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { AIR_ACTIONS, type AirActionName } from './airActions.ts';
import { writtenText } from './airSession.ts';
import { WRITING_TOOLS, type WritingTool } from './airSettings.ts';
import { drawOnPaper } from './inkCanvas.ts';
import {
  INK_FILES,
  INK_FORMATS,
  type InkFormat,
  inkAsInkMl,
  inkAsJson,
  inkAsSvg,
  openInkFile,
} from './inkFiles.ts';
import { PAD_WIDTH } from './pad/padPen.ts';
import type { AirWriting } from './useAirWriting.ts';

const TOOLS: Readonly<Record<WritingTool, { readonly label: string; readonly icon: IconName }>> = {
  marker: { label: 'Marker', icon: 'drop' },
  hand: { label: 'Fingertip', icon: 'hand' },
  pad: { label: 'Pad', icon: 'pen' },
};

interface AirToolsProps {
  readonly tool: WritingTool;
  readonly writing: AirWriting;
  readonly picture: Size;
  readonly perform: (name: AirActionName) => void;
  readonly onTool: (tool: WritingTool | null) => void;
  /** What the pen is, beside what can be done with its ink. */
  readonly pen: ReactNode;
  readonly children: ReactNode;
}

/** What can be done with the ink, large; under it what is written with, and saving. */
export function AirTools({
  tool,
  writing,
  picture,
  perform,
  onTool,
  pen,
  children,
}: AirToolsProps) {
  const { ink, session, hasInk, finishing } = writing;
  const can: Readonly<Record<AirActionName, boolean>> = {
    undo: writing.canUndo,
    redo: writing.canRedo,
    'new-line': hasInk,
    clear: hasInk,
    done: hasInk,
  };
  const [isOpen, setOpen] = useState(false);
  const saved = hasInk || session.writings.length > 0;
  const save = (format: InkFormat): void => {
    const page: Writing[] = hasInk
      ? [{ ink: ink.ink(), size: picture, text: writtenText(session) }]
      : [];
    const all = [...session.writings, ...page];
    const newest = all.at(-1);
    if (!newest) return;
    if (format === 'svg') saveFile(inkAsSvg(newest));
    else if (format === 'json') saveFile(inkAsJson(all));
    else if (format === 'inkml') saveFile(inkAsInkMl(newest));
    else savePicture(newest);
  };
  const openFile = ([file]: readonly File[]): void => {
    if (file) openInkFile(file, PAD_WIDTH).then(writing.open).catch(writing.fail);
  };
  return (
    <div className="air-tools" data-open={isOpen || undefined}>
      <div className="air-actions" role="toolbar" aria-label="Writing">
        {AIR_ACTIONS.map(({ name, label, icon, key, shortcut }) => (
          <Fragment key={name}>
            {name === 'new-line' && pen}
            <button
              type="button"
              className={name === 'done' ? 'button primary' : 'button'}
              data-action={name}
              aria-label={label}
              aria-keyshortcuts={shortcut}
              title={`${label} (${key})`}
              disabled={finishing || !can[name]}
              onClick={() => perform(name)}
            >
              <Icon name={icon} />
              <span className="action-label">
                {name === 'done' && finishing ? 'Reading …' : label}
              </span>
            </button>
          </Fragment>
        ))}
        <button
          type="button"
          className="button quiet icon-only air-more"
          aria-label="More tools"
          title="More tools"
          aria-expanded={isOpen}
          onClick={() => setOpen((before) => !before)}
        >
          <Icon name="menu" />
        </button>
      </div>
      <div className="stage-tools" role="toolbar" aria-label="What you write with">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row in every browser. */}
        <div className="tool-choice" role="group" aria-label="Write with">
          {WRITING_TOOLS.map((name) => (
            <button
              key={name}
              type="button"
              className="button quiet"
              aria-pressed={name === tool}
              onClick={() => onTool(name)}
            >
              <Icon name={TOOLS[name].icon} />
              {TOOLS[name].label}
            </button>
          ))}
        </div>
        {children}
        <span className="stage-stop">
          <FileButton className="button quiet" accept={INK_FILES} onFiles={openFile}>
            <Icon name="folder" />
            <span className="tool-words">Open ink</span>
          </FileButton>
          <DownloadMenu
            label="Save the ink"
            formats={INK_FORMATS}
            disabled={!saved}
            onChoose={save}
          />
          <button type="button" className="button quiet" onClick={() => onTool(null)}>
            <Icon name="stop" />
            <span className="tool-words">Stop</span>
          </button>
        </span>
      </div>
    </div>
  );
}

function savePicture({ ink, size }: Writing): void {
  const canvas = document.createElement('canvas');
  drawOnPaper(canvas, ink, size);
  canvas.toBlob((blob) => blob && saveBlob('air-writing.png', blob), 'image/png');
}
