import '@fontsource/caveat/latin-600.css';
import './startPicture.css';

const LINES = [
  'Dear Anna, the garden is',
  'full of plums this year.',
  'Come before they are gone.',
];

/** A pile of pages, and the text that comes out of the one on top. */
export function DocumentsStartPicture() {
  return (
    <svg className="pile" viewBox="0 0 480 380" aria-hidden="true" focusable="false">
      <g className="pile-pages">
        <path transform="rotate(-7 150 190)" d="M34 44h216v292H34Z" />
        <path transform="rotate(4 150 190)" d="M34 44h216v292H34Z" />
      </g>
      <g transform="rotate(-2 150 190)">
        <path className="pile-top" d="M34 44h216v292H34Z" />
        {LINES.map((line, i) => (
          <g key={line}>
            <rect className="pile-tint" x="46" y={76 + i * 46} width={178 + i * 9} height="32" />
            <text className="pile-ink" x="52" y={100 + i * 46} textLength={166 + i * 9}>
              {line}
            </text>
          </g>
        ))}
        <path className="pile-print" d="M52 240h176M52 254h164M52 268h176M52 282h112" />
      </g>
      <path className="pile-arrow" d="M268 190c10-1.500 20-2 32-1.300M292 180l10 8.600-9 8" />
      <g className="pile-text">
        {LINES.map((line, i) => (
          <text key={line} x="312" y={128 + i * 26}>
            {line}
          </text>
        ))}
        <path d="M312 218h150M312 234h138M312 250h150M312 266h92" />
      </g>
    </svg>
  );
}
