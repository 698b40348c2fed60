import { fill } from '../words/load';
import { copy } from './copy';
import { words } from './words';

/** What the terminal listens for: text to be typed into it, and whether to press Enter after it. */
export interface Typing {
  text: string;
  run: boolean;
}

/** Gives every command block its buttons: copy it, or type it into the terminal of this page. */
export function commandButtons(): void {
  const terminal = document.querySelector<HTMLElement>('[data-island="terminal"]');
  for (const figure of document.querySelectorAll<HTMLElement>('figure.command')) {
    const text = figure.querySelector('pre code')?.textContent?.trimEnd();
    if (!text) continue;
    const buttons = document.createElement('div');
    buttons.className = 'command-buttons';
    buttons.append(button(words.copy, fill(words.copyOf, { text }), (self) => void copy(text, self)));
    if (terminal && figure.dataset['run'] === 'true') {
      buttons.append(
        button(words.toTerminal, fill(words.toTerminalOf, { text }), () => {
          const detail: Typing = { text, run: true };
          terminal.dispatchEvent(new CustomEvent<Typing>('packetwalk:type', { detail, bubbles: true }));
        }),
      );
    }
    figure.querySelector('pre')?.after(buttons);
  }
}

function button(label: string, description: string, act: (self: HTMLButtonElement) => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.title = description;
  made.addEventListener('click', () => act(made));
  return made;
}
