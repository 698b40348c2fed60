import { sheets } from './sheet';

/** The lesson's cheat sheet over the page; fetched once. */
export async function openCheatSheet(address: string): Promise<void> {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.sheet-dialog') ?? (await made(address));
  if (!dialog) {
    location.href = address; // the page itself, or what the server has to say
    return;
  }
  dialog.showModal();
  const find = dialog.querySelector<HTMLInputElement>('[data-sheet-find]');
  find?.focus();
  find?.select();
}

async function made(address: string): Promise<HTMLDialogElement | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const title = page.querySelector('h1')?.textContent ?? '';
    const sheet = page.querySelector('#sheet');
    return answer.ok && sheet ? dialogOf(title, sheet, page.querySelector<HTMLElement>('#sheet-close')?.textContent ?? '×') : null;
  } catch {
    return null;
  }
}

function dialogOf(title: string, sheet: Element, close: string): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet-dialog';
  const heading = document.createElement('h2');
  heading.id = 'sheet-dialog-title';
  heading.textContent = title;
  dialog.setAttribute('aria-labelledby', heading.id);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet small';
  button.textContent = close;
  button.addEventListener('click', () => dialog.close());
  const head = document.createElement('div');
  head.className = 'sheet-dialog-head';
  head.append(heading, button);
  dialog.append(head, ...sheet.childNodes);
  dialog.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link || event.target === dialog) dialog.close();
  });
  // In a search field the browser's own Escape empties the field and leaves the dialog open.
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dialog.close();
  });
  document.body.append(dialog);
  sheets(dialog);
  return dialog;
}
