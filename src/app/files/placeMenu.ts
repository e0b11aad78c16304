/** Puts a menu under its button; above a button in the lower half of the page, where there is no room. */
export function placeMenu(menu: HTMLElement | null, button: HTMLElement | null): void {
  const under = button?.getBoundingClientRect();
  if (!under || !menu) return;
  const low = under.bottom > window.innerHeight / 2;
  menu.style.top = low ? 'auto' : `${under.bottom + 4}px`;
  menu.style.bottom = low ? `${window.innerHeight - under.top + 4}px` : 'auto';
  menu.style.right = `${window.innerWidth - under.right}px`;
}
