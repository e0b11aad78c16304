import { Component, type ReactNode } from 'react';
import { notebookSettings } from '../notebook/notebook.ts';
import { Notice } from '../notices/Notice.tsx';

interface ScreenBoundaryProps {
  /** The screen's name as the bar shows it. */
  readonly label: string;
  readonly hidden: boolean;
  readonly children: ReactNode;
}

type Fault =
  | { readonly kind: 'none' }
  /** A part of the page is not on the server any more, as after an update under an open tab. */
  | { readonly kind: 'part-missing' }
  | { readonly kind: 'failed' };

const PART_MISSING = /dynamically imported module|module script|preload css/i;

/** Which fault a thrown value is; browsers name a missing part in words of their own. */
export function faultOf(error: unknown): Fault {
  const missing = error instanceof Error && PART_MISSING.test(error.message);
  return { kind: missing ? 'part-missing' : 'failed' };
}

/** Keeps a fault within its screen: it says what to do, and the other screens stay as they are. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly fault: Fault }> {
  override state: { readonly fault: Fault } = { fault: { kind: 'none' } };

  static getDerivedStateFromError(error: unknown): { readonly fault: Fault } {
    return { fault: faultOf(error) };
  }

  readonly #again = (): void => this.setState({ fault: { kind: 'none' } });

  override render(): ReactNode {
    const { label, hidden, children } = this.props;
    const { kind } = this.state.fault;
    if (kind === 'none') return children;
    if (hidden) return null;
    return (
      <div className="screen-fault">
        {kind === 'part-missing' ? (
          <Notice
            error={{
              message: `A part of ${label} could not be fetched.`,
              hint: `There may be a new version of this page, or no connection. ${
                notebookSettings.get().keeps
                  ? 'What stands on the other screens is kept and comes back.'
                  : 'First copy or download on the other screens what you want to keep; it is still there.'
              }`,
            }}
            action={{ label: 'Load the page again', perform: () => location.reload() }}
          />
        ) : (
          <Notice
            error={{
              message: `${label} stopped because of a fault.`,
              hint: 'The other screens and their texts are still there.',
            }}
            action={{ label: 'Try again', perform: this.#again }}
          />
        )}
      </div>
    );
  }
}
