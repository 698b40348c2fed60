/** Where the sheet of this page's lesson is; every page of a lesson has a link to it. */
function sheetLink(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>('a[data-cheat-sheet]');
}

/** Opens the cheat sheet over the page: by its link, or by the key ? wherever nobody types. */
export function cheatSheetKey(): void {
  const link = sheetLink();
  if (!link) return;
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link.href);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    event.preventDefault();
    void open(link.href);
  });
}

async function open(address: string): Promise<void> {
  const { openCheatSheet } = await import('../lesson/cheatSheet');
  await openCheatSheet(address);
}

/** Whether somebody types there: a key is then a character, not a command. */
function types(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [data-island="terminal"]') !== null;
}
