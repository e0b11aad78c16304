import '@fontsource/caveat/latin-600.css';
import './startPicture.css';

const NOTE = [
  {
    y: 118,
    text: 'Meet at the old bridge',
    width: 306,
    read: 'Meet at the old bridge',
    label: 164,
  },
  {
    y: 222,
    text: 'half past six, bring tea',
    width: 316,
    read: 'half past six, bring tea',
    label: 164,
  },
] as const;

/** A handwritten note as the page will show it: outlined lines, their readings above them. */
export function StartPicture() {
  return (
    <svg className="start-picture" viewBox="0 0 480 380" aria-hidden="true" focusable="false">
      <g transform="rotate(-3.500 240 190)">
        <path className="start-sheet-shade" d="M42 40h404v312H42Z" />
        <path className="start-sheet" d="M36 32h404v312H36Z" />
        <path className="start-rules" d="M36 76h404M36 128h404M36 180h404M36 232h404M36 284h404" />
        {NOTE.map(({ y, text, width, read, label }) => (
          <g key={text}>
            <text className="start-ink" x="72" y={y} textLength={width}>
              {text}
            </text>
            <rect className="outline-casing" x="62" y={y - 36} width={width + 22} height="50" />
            <rect className="outline-marker" x="62" y={y - 36} width={width + 22} height="50" />
            <rect className="start-label" x="62" y={y - 63} width={label} height="22" rx="4" />
            <text className="start-reading" x="69" y={y - 47.5}>
              {read}
            </text>
          </g>
        ))}
        <path
          className="start-stroke"
          d="M76 312c10-14 17-17 19-9s6 9 14 1 14-6 16-1 8 5 15-2 12-3 16 0"
        />
        <rect className="outline-casing dashed" x="62" y="286" width="112" height="42" />
        <rect className="outline-marker dashed" x="62" y="286" width="112" height="42" />
      </g>
    </svg>
  );
}
