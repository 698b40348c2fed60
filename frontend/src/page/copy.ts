import { words } from './words';

/** Puts text on the clipboard and says so on the button, for people who look and for those who listen. */
export async function copy(text: string, button: HTMLElement): Promise<void> {
  const before = button.dataset['label'] ?? button.textContent ?? '';
  button.dataset['label'] = before;
  button.textContent = (await write(text)) ? words.copied : words.pressCopy;
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => (button.textContent = before), 2000);
}

/** The clipboard is closed to pages that came without TLS, except from this very machine. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'only-heard';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** Buttons that copy a field of the page: data-copy is its selector. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const field = document.querySelector<HTMLInputElement>(button.dataset['copy'] ?? '');
    if (!field) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      field.select();
      void copy(field.value, button);
    });
  }
}
