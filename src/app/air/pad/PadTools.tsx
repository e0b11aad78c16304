import { MenuButton } from '../../files/MenuButton.tsx';
import { Icon, type IconName } from '../../icons/Icon.tsx';
import { Choice } from '../../settings/Choice.tsx';
import {
  COLOUR_CSS,
  changePadPen,
  type PadMode,
  PEN_COLOURS,
  PEN_WIDTHS,
  usePadPen,
} from './padPen.ts';

const MODES: readonly {
  readonly mode: PadMode;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { mode: 'pen', label: 'Pen', icon: 'pen' },
  { mode: 'eraser', label: 'Eraser', icon: 'eraser' },
  { mode: 'lasso', label: 'Lasso', icon: 'lasso' },
];

const WIDTH_LABELS = { fine: 'Fine', medium: 'Medium', broad: 'Broad' } as const;
const COLOUR_LABELS = { ink: 'Ink', blue: 'Blue', red: 'Red', green: 'Green' } as const;

interface PadToolsProps {
  readonly mode: PadMode;
  readonly onMode: (mode: PadMode) => void;
}

/** What a pointer does on the paper, and the pen's width and colour. */
export function PadTools({ mode, onMode }: PadToolsProps) {
  const pen = usePadPen();
  const css = COLOUR_CSS[pen.colour];
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row in every browser. */}
      <div className="tool-choice" role="group" aria-label="On the paper">
        {MODES.map(({ mode: name, label, icon }) => (
          <button
            key={name}
            type="button"
            className="button quiet icon-only"
            aria-label={label}
            title={label}
            aria-pressed={name === mode}
            onClick={() => onMode(name)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </div>
      <MenuButton
        label="Width and colour of the pen"
        kind="pen-menu"
        face={
          <span className="pen-dot" data-width={pen.width} style={css ? { background: css } : {}} />
        }
      >
        {() => (
          <>
            <Choice
              label="Width"
              choices={PEN_WIDTHS.map((value) => ({ value, label: WIDTH_LABELS[value] }))}
              value={pen.width}
              onChange={(width) => changePadPen({ width })}
            />
            <Choice
              label="Colour"
              choices={PEN_COLOURS.map((value) => ({ value, label: COLOUR_LABELS[value] }))}
              value={pen.colour}
              onChange={(colour) => changePadPen({ colour })}
            />
          </>
        )}
      </MenuButton>
    </>
  );
}
