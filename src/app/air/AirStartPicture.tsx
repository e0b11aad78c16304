import '@fontsource/caveat/latin-600.css';
import './airStartPicture.css';

/** A person writing in the air, as the screen will show it: dimmed picture, ink, ring and reading. */
export function AirStartPicture() {
  return (
    <svg className="air-start-picture" viewBox="0 0 480 380" aria-hidden="true" focusable="false">
      <clipPath id="air-start-frame">
        <rect x="24" y="40" width="432" height="300" rx="10" />
      </clipPath>
      <g clipPath="url(#air-start-frame)">
        <path className="air-start-room" d="M24 40h432v300H24Z" />
        <path className="air-start-wall" d="M24 40h150v112H24Zm286 0h146v112H310Z" />
        <path
          className="air-start-person"
          d="M190 168c0-34 22-58 52-58s52 24 52 58-20 62-52 62-52-28-52-62ZM118 360c4-70 44-104 96-110 10 14 46 14 58 0 54 8 92 42 96 110Z"
        />
        <path className="air-start-arm" d="M346 352c-6-44 4-86 26-112l30 18c-14 26-18 60-8 94Z" />
        <path
          className="air-start-hand"
          d="M368 246c-8-16-4-36 14-40s32 10 30 28-8 30-20 30-18-6-24-18Z"
        />
        <path className="air-start-pen" d="m385 236-14-66 14-4 16 66Z" />
        <path className="air-start-cap" d="m371 170-4-26c2-5 10-7 14-3l4 25Z" />
        <text className="air-start-ink casing" x="62" y="168" textLength="286">
          see you at six
        </text>
        <text className="air-start-ink" x="62" y="168" textLength="286">
          see you at six
        </text>
        <circle className="air-start-ring casing" cx="373" cy="142" r="15" />
        <circle className="air-start-ring" cx="373" cy="142" r="15" />
        <rect className="air-start-label" x="62" y="290" width="128" height="30" rx="5" />
        <text className="air-start-reading" x="74" y="310">
          see you at six
        </text>
      </g>
    </svg>
  );
}
