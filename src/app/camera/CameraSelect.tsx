import { Icon } from '../icons/Icon.tsx';
import './camera.css';
import type { Camera } from './useCamera.ts';

/** Chooses among the cameras: a list, and with two of them one button that switches. */
export function CameraSelect({ camera }: { readonly camera: Camera }) {
  const { devices, state, choose } = camera;
  if (devices.length < 2) return null;
  const current = state.kind === 'on' ? (state.deviceId ?? '') : '';
  const next = devices[(devices.findIndex(({ id }) => id === current) + 1) % devices.length];
  return (
    <div className="camera-select">
      <label>
        <span className="visually-hidden">Camera</span>
        <select value={current} onChange={(event) => choose(event.target.value)}>
          {current === '' && <option value="">Choose a camera</option>}
          {devices.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {next && (
        <button
          type="button"
          className="button quiet icon-only"
          aria-label="Switch camera"
          title="Switch camera"
          onClick={() => choose(next.id)}
        >
          <Icon name="switch" />
        </button>
      )}
    </div>
  );
}
