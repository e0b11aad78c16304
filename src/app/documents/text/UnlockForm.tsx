import { useId, useState } from 'react';
import type { PageError } from '../pages/page.ts';

interface UnlockFormProps {
  readonly name: string;
  readonly error: PageError;
  readonly onUnlock: (password: string) => void;
}

/** Asks for the password of a locked file. It is used once and kept nowhere. */
export function UnlockForm({ name, error, onUnlock }: UnlockFormProps) {
  const fieldId = useId();
  const [password, setPassword] = useState('');
  return (
    <form
      className="unlock"
      onSubmit={(event) => {
        event.preventDefault();
        onUnlock(password);
      }}
    >
      <label htmlFor={fieldId}>
        “{name}”: {error.message}
      </label>
      <p>{error.hint}</p>
      <div className="unlock-field">
        <input
          id={fieldId}
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={password === ''}>
          Open
        </button>
      </div>
    </form>
  );
}
