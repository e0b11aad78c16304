import type { KeyboardEvent } from 'react';
import type { Desk } from '../desk/desk.ts';
import type { PanelTab } from '../desk/deskState.ts';

const TABS: readonly { readonly tab: PanelTab; readonly label: string }[] = [
  { tab: 'boxes', label: 'Boxes' },
  { tab: 'classes', label: 'Classes' },
  { tab: 'pictures', label: 'Pictures' },
];

/** Boxes, classes or pictures: what the panel beside the picture lists. */
export function PanelTabs({ desk }: { readonly desk: Desk }) {
  const { state, dispatch, project } = desk;
  const counts = {
    boxes: desk.boxes.length,
    classes: project.classes.length,
    pictures: project.images.length,
  };
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = TABS.findIndex(({ tab }) => tab === state.tab);
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (!next) return;
    dispatch({ type: 'tab', tab: next.tab });
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next.tab}]`)?.focus();
  };
  return (
    <div className="panel-tabs" role="tablist" aria-label="Lists" onKeyDown={move}>
      {TABS.map(({ tab, label }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          data-tab={tab}
          id={`annotate-tab-${tab}`}
          aria-selected={tab === state.tab}
          aria-controls="annotate-panel"
          tabIndex={tab === state.tab ? 0 : -1}
          onClick={() => dispatch({ type: 'tab', tab })}
        >
          {label} <span className="figure">{counts[tab]}</span>
        </button>
      ))}
    </div>
  );
}
