import { Icon } from '../icons/Icon.tsx';
import './notice.css';

interface NoticeProps {
  /** What happened, and what to do about it. */
  readonly error: { readonly message: string; readonly hint: string };
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

/** Says that something failed, what to do, and offers the way on. */
export function Notice({ error, action, onDismiss }: NoticeProps) {
  return (
    <div className="notice" role="alert">
      <Icon name="alert" />
      <div className="notice-words">
        <p className="notice-message">{error.message}</p>
        <p>{error.hint}</p>
        {action && (
          <button type="button" className="link" onClick={action.perform}>
            {action.label}
          </button>
        )}
      </div>
      {onDismiss && (
        <button
          type="button"
          className="button quiet icon-only"
          aria-label="Close"
          onClick={onDismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
