import { type Typing } from '../page/commands';
import { copy } from '../page/copy';

/** Whether every word that was typed occurs somewhere in the text; capitals do not matter. */
export function fits(text: string, wanted: string): boolean {
  const where = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Gives every cheat sheet below an element its search, and every command its buttons. */
export function sheets(below: ParentNode): void {
  for (const sheet of below.querySelectorAll<HTMLElement>('[data-sheet]')) equip(sheet);
}

function equip(sheet: HTMLElement): void {
  const find = sheet.querySelector<HTMLInputElement>('[data-sheet-find]');
  if (find) {
    find.closest<HTMLElement>('.sheet-find')?.removeAttribute('hidden');
    find.addEventListener('input', () => filter(sheet, find.value));
  }
  for (const entry of sheet.querySelectorAll<HTMLElement>('[data-sheet-entry]')) buttons(entry);
}

function filter(sheet: HTMLElement, wanted: string): void {
  let some = 0;
  for (const group of sheet.querySelectorAll<HTMLElement>('[data-sheet-group]')) {
    const title = group.querySelector('h3')?.textContent ?? '';
    let inGroup = 0;
    for (const entry of group.querySelectorAll<HTMLElement>('[data-sheet-entry]')) {
      const shown = fits(`${title} ${entry.textContent}`, wanted);
      entry.hidden = !shown;
      inGroup += shown ? 1 : 0;
    }
    group.hidden = inGroup === 0;
    some += inGroup;
  }
  const none = sheet.querySelector<HTMLElement>('[data-sheet-none]');
  if (none) none.hidden = some > 0;
  const news = sheet.querySelector<HTMLElement>('[data-sheet-news]');
  if (news) news.textContent = some > 0 ? `${some} ${news.dataset['some'] ?? ''}` : (news.dataset['none'] ?? '');
}

function buttons(entry: HTMLElement): void {
  const text = entry.querySelector('[data-sheet-command]')?.textContent ?? '';
  entry.querySelector<HTMLElement>('.sheet-buttons')?.removeAttribute('hidden');
  const copying = entry.querySelector<HTMLButtonElement>('[data-sheet-copy]');
  copying?.setAttribute('title', text);
  copying?.addEventListener('click', () => void copy(text, copying));
  const typing = entry.querySelector<HTMLButtonElement>('[data-sheet-type]');
  const terminal = document.querySelector<HTMLElement>('[data-island="terminal"]');
  if (!typing || !terminal) return;
  typing.hidden = false;
  typing.setAttribute('title', text);
  typing.addEventListener('click', () => {
    entry.closest('dialog')?.close();
    // Not run: whoever sends a command from here may want to change a port first.
    const detail: Typing = { text, run: false };
    terminal.dispatchEvent(new CustomEvent<Typing>('packetwalk:type', { detail, bubbles: true }));
  });
}
