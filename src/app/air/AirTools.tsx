import type { ReactNode } from 'react';
import type { Writing } from '../../formats/inkJson.ts';
import { DownloadMenu } from '../files/DownloadMenu.tsx';
import { saveBlob, saveFile } from '../files/saveFile.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { AIR_ACTIONS, type AirActionName } from './airActions.ts';
import { writtenText } from './airSession.ts';
import { WRITING_TOOLS, type WritingTool } from './airSettings.ts';
import { drawOnPaper } from './inkCanvas.ts';
import { INK_FORMATS, type InkFormat, inkAsJson, inkAsSvg } from './inkFiles.ts';
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
  readonly children: ReactNode;
}

/** What can be done with the ink, large; under it what is written with, and saving. */
export function AirTools({ tool, writing, picture, perform, onTool, children }: AirToolsProps) {
  const { ink, session, hasInk, finishing } = writing;
  const can: Readonly<Record<AirActionName, boolean>> = {
    undo: writing.canUndo,
    redo: writing.canRedo,
    'new-line': hasInk,
    clear: hasInk,
    done: hasInk,
  };
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
    else savePicture(newest);
  };
  return (
    <div className="air-tools">
      <div className="air-actions" role="toolbar" aria-label="Writing">
        {AIR_ACTIONS.map(({ name, label, icon, key, shortcut }) => (
          <button
            key={name}
            type="button"
            className={name === 'done' ? 'button primary' : 'button'}
            aria-keyshortcuts={shortcut}
            title={`${label} (${key})`}
            disabled={finishing || !can[name]}
            onClick={() => perform(name)}
          >
            <Icon name={icon} />
            {name === 'done' && finishing ? 'Reading …' : label}
          </button>
        ))}
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
