/** A button that gives the whole screen to its island, and takes it back. */
export function fullScreen(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-full-screen]')) {
    const page = button.closest<HTMLElement>('[data-island]');
    if (!page || !document.fullscreenEnabled) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      void (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen());
    });
  }
}
