/** Wide tables and listings scroll to the side where there is no room; this lets the keyboard do that, too. */
export function scrollers(): void {
  const wide = document.querySelectorAll<HTMLElement>('.prose table, .prose pre');
  const look = (): void => {
    for (const box of wide) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  look();
  addEventListener('resize', look, { passive: true });
}
