import type { SearchAddon } from '@xterm/addon-search';
import { fill } from '../words/load';
import { button, element } from './dom';
import { words } from './words';

/** A bar to find text in what the terminal printed. */
export class FindBar {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly count: HTMLElement;

  constructor(
    private readonly search: SearchAddon,
    private readonly done: () => void,
  ) {
    this.input = element('input', { type: 'search', 'aria-label': words.findIn, placeholder: words.findShort, spellcheck: 'false' });
    this.count = element('span', { role: 'status', class: 'terminal-count' });
    this.root = element(
      'div',
      { class: 'terminal-find', role: 'search', hidden: '' },
      this.input,
      this.count,
      button(words.previous, '↑', () => this.find(false)),
      button(words.next, '↓', () => this.find(true)),
      button(words.closeFind, '×', () => this.close()),
    );
    this.input.addEventListener('input', () => this.find(true, true));
    this.root.addEventListener('keydown', (event) => this.key(event));
    search.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.count.textContent = resultCount === 0 ? words.noMatch : fill(words.match, { index: resultIndex + 1, total: resultCount });
    });
  }

  open(selection: string): void {
    this.root.hidden = false;
    if (selection !== '' && !selection.includes('\n')) {
      this.input.value = selection;
    }
    this.input.focus();
    this.input.select();
  }

  private close(): void {
    this.root.hidden = true;
    this.search.clearDecorations();
    this.done();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter' && event.target === this.input) {
      event.preventDefault();
      this.find(!event.shiftKey);
    }
  }

  private find(forward: boolean, incremental = false): void {
    if (this.input.value === '') {
      this.search.clearDecorations();
      this.count.textContent = '';
      return;
    }
    const style = getComputedStyle(this.root);
    const match = style.getPropertyValue('--terminal-match').trim();
    const active = style.getPropertyValue('--terminal-match-active').trim();
    const options = {
      incremental,
      decorations: {
        matchBackground: match,
        matchOverviewRuler: match,
        activeMatchBackground: active,
        activeMatchColorOverviewRuler: active,
      },
    };
    if (forward) {
      this.search.findNext(this.input.value, options);
    } else {
      this.search.findPrevious(this.input.value, options);
    }
  }
}
