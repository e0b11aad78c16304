/** Keeps the click that ends a drag or a hold from being one on what lies under it. */
export function swallowClick(element: HTMLElement): void {
  const swallow = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  element.addEventListener('click', swallow, { capture: true, once: true });
  // A drag that ends outside of the element sends no click.
  setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 50);
}
