/** Wide tables and listings scroll to the side where there is no room; this lets the keyboard do that, too. */
export function scrollers(): void {
  // Told of sizes after the browser has laid out the page by itself; to ask for them now would make it do that twice.
  const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => look(target as HTMLElement)));
  document.querySelectorAll<HTMLElement>('.prose table, .prose pre').forEach((box) => sizes.observe(box));
}

function look(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}
