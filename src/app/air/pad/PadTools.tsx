import { EXPECTED_TEXTS, type ExpectedText } from '../../../reading/recognizer/ctc/expectedText.ts';
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

/** What a page may hold, and how it looks in the row of tools. */
const EXPECTED: Readonly<Record<ExpectedText, { readonly label: string; readonly face: string }>> =
  {
    text: { label: 'Text', face: 'Abc' },
    number: { label: 'Numbers', face: '123' },
    email: { label: 'E-mail', face: '@' },
  };

const WIDTH_LABELS = { fine: 'Fine', medium: 'Medium', broad: 'Broad' } as const;
const COLOUR_LABELS = { ink: 'Ink', blue: 'Blue', red: 'Red', green: 'Green' } as const;

interface PadToolsProps {
  readonly mode: PadMode;
  readonly onMode: (mode: PadMode) => void;
  readonly expects: ExpectedText;
  readonly onExpects: (expects: ExpectedText) => void;
}

/** What a pointer does on the paper, and the pen's width and colour. */
export function PadTools({ mode, onMode, expects, onExpects }: PadToolsProps) {
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
      <MenuButton
        label={`What is written: ${EXPECTED[expects].label}`}
        kind="expects-menu"
        face={<span className="expects-face">{EXPECTED[expects].face}</span>}
      >
        {() => (
          <Choice
            label="What is written"
            choices={EXPECTED_TEXTS.map((value) => ({ value, label: EXPECTED[value].label }))}
            value={expects}
            onChange={onExpects}
            note={
              expects === 'text' ? 'Anything.' : 'Every line of this page is read as that alone.'
            }
          />
        )}
      </MenuButton>
    </>
  );
}
