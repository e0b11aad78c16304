const GAP = 8;
const MARGIN = 12;

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** Top left corner of a popover: under its anchor, above it where there is no room, always on the page. */
export function popoverCorner(
  anchor: Rect,
  size: { readonly width: number; readonly height: number },
  page: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const under = anchor.bottom + GAP;
  const above = anchor.top - GAP - size.height;
  const fits = under + size.height <= page.height - MARGIN;
  const top = fits || above < MARGIN ? under : above;
  return {
    left: Math.max(MARGIN, Math.min(anchor.left, page.width - MARGIN - size.width)),
    top: Math.max(MARGIN, Math.min(top, page.height - MARGIN - size.height)),
  };
}

/** Puts an open popover beside its anchor, or in the middle where that is gone. */
export function placePopover(element: HTMLElement, anchor: Element | null): void {
  const size = element.getBoundingClientRect();
  const page = { width: window.innerWidth, height: window.innerHeight };
  const at = anchor?.getBoundingClientRect() ?? {
    left: (page.width - size.width) / 2,
    top: page.height / 2,
    bottom: page.height / 2,
  };
  const corner = popoverCorner(at, size, page);
  element.style.left = `${corner.left}px`;
  element.style.top = `${corner.top}px`;
}
