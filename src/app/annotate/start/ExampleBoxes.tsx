/** A picture with three boxes, one of them at hand, as the desk will show it. */
export function ExampleBoxes() {
  return (
    <svg
      className="example-boxes-picture"
      viewBox="0 0 420 320"
      aria-hidden="true"
      focusable="false"
    >
      <path className="example-sheet" d="M24 18h372v284H24Z" />
      <path className="example-rules" d="M24 92h372M24 138h372M24 184h372M24 230h372M24 276h372" />
      <g className="example-ink">
        <text x="64" y="84" textLength="132" lengthAdjust="spacingAndGlyphs">
          Garden
        </text>
        <text
          x="64"
          y="176"
          textLength="220"
          lengthAdjust="spacingAndGlyphs"
          className="example-small"
        >
          water the beans
        </text>
        <text
          x="64"
          y="268"
          textLength="118"
          lengthAdjust="spacingAndGlyphs"
          className="example-small"
        >
          ask Ruth
        </text>
      </g>
      <ExampleBox x={52} y={42} width={156} height={58} colour="#2f6fed" name="heading" />
      <ExampleBox x={52} y={142} width={244} height={50} colour="#d9480f" name="line" chosen />
      <rect
        className="example-casing"
        x="52"
        y="234"
        width="142"
        height="46"
        strokeDasharray="7 5"
      />
      <rect className="example-suggestion" x="52" y="234" width="142" height="46" />
      <path className="example-pointer" d="m296 192 5 19 4.600-6.200 7.600-.5Z" />
    </svg>
  );
}

interface ExampleBoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly name: string;
  readonly chosen?: boolean;
}

function ExampleBox({ x, y, width, height, colour, name, chosen = false }: ExampleBoxProps) {
  const corners = [
    [x, y],
    [x + width / 2, y],
    [x + width, y],
    [x + width, y + height / 2],
    [x + width, y + height],
    [x + width / 2, y + height],
    [x, y + height],
    [x, y + height / 2],
  ] as const;
  return (
    <g>
      {chosen && <rect x={x} y={y} width={width} height={height} fill={colour} opacity="0.16" />}
      <rect className="example-casing" x={x} y={y} width={width} height={height} />
      <rect className="example-box" x={x} y={y} width={width} height={height} stroke={colour} />
      <rect
        className="example-label"
        x={x - 1}
        y={y - 21}
        width={name.length * 7 + 24}
        height="18"
        rx="3"
      />
      <rect x={x + 4} y={y - 16} width="7" height="8" rx="2" fill={colour} />
      <text className="example-name" x={x + 16} y={y - 8}>
        {name}
      </text>
      {chosen &&
        corners.map(([cx, cy]) => (
          <rect
            key={`${cx} ${cy}`}
            className="example-handle"
            x={cx - 4}
            y={cy - 4}
            width="8"
            height="8"
          />
        ))}
    </g>
  );
}
