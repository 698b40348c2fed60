import { Terminal } from '@xterm/xterm';
import { element } from '../terminal/dom';
import { Link, type LinkListener, type Surroundings, browserSurroundings } from '../terminal/link';
import type { FromServer } from '../terminal/protocol';
import { isReply } from '../terminal/replies';
import { onThemeChange, themeOf } from '../terminal/theme';

/** Looks on at a learner's terminal, and types along where they agreed. It has the learner's size: what does not fit is scrolled to. */
export class Companion implements LinkListener {
  private readonly screen = element('div', { class: 'companion-screen terminal-island', tabindex: '0', role: 'region' });
  private readonly told = element('p', { class: 'companion-told', role: 'status' });
  private terminal: Terminal | undefined;
  private link: Link | undefined;
  private typing = false;
  private readonly typeButton: HTMLButtonElement | undefined;

  constructor(private readonly root: HTMLElement) {
    this.screen.setAttribute('aria-label', `${this.words('watch')}: ${this.words('label')}`);
    this.screen.hidden = true;
    root.append(this.told, this.screen);
    for (const button of root.querySelectorAll<HTMLButtonElement>('[data-terminal]')) {
      button.addEventListener('click', () => this.toggle(button));
    }
    if (root.dataset['mayType'] === 'true') {
      this.typeButton = element('button', { type: 'button', 'aria-pressed': 'false', title: this.words('note'), hidden: '' }, this.words('type'));
      this.typeButton.addEventListener('click', () => this.typeAlong(!this.typing));
      root.querySelector('.companion-bar')?.append(this.typeButton);
    }
    onThemeChange(() => {
      if (this.terminal) this.terminal.options.theme = themeOf(this.screen);
    });
  }

  private words(name: string): string {
    return this.root.dataset[`words${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`] ?? '';
  }

  private toggle(button: HTMLButtonElement): void {
    const watching = button.getAttribute('aria-pressed') === 'true';
    this.stop('');
    if (watching) return;
    button.dataset['label'] = button.textContent ?? '';
    button.textContent = this.words('stop');
    button.setAttribute('aria-pressed', 'true');
    this.start(button.dataset['terminal'] ?? 't1');
  }

  private start(name: string): void {
    const terminal = new Terminal({
      allowProposedApi: true,
      scrollback: 2_000,
      disableStdin: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim() || 'monospace',
      fontSize: 14,
    });
    this.screen.hidden = false;
    terminal.open(this.screen);
    terminal.options.theme = themeOf(this.screen);
    // What programs ask of a terminal, the learner's own answers.
    terminal.onData((data) => this.typing && !isReply(data) && this.link?.type(data));
    terminal.onBinary((data) => this.typing && this.link?.typeBytes(data));
    this.terminal = terminal;
    this.link = new Link('', name, { columns: 80, rows: 24 }, this, this.around(name));
    this.link.connect();
    if (this.typeButton) this.typeButton.hidden = false;
  }

  /** The link knows the address of a learner's own terminal; this one is reached through the class. */
  private around(name: string): Surroundings {
    const browser = browserSurroundings();
    return {
      ...browser,
      open: (url) => {
        const address = new URL(url);
        address.pathname = `${this.root.dataset['companion'] ?? ''}${name}`;
        return browser.open(address.toString());
      },
    };
  }

  private typeAlong(typing: boolean): void {
    this.typing = typing;
    this.typeButton?.setAttribute('aria-pressed', String(typing));
    if (this.terminal) this.terminal.options.disableStdin = !typing;
    this.told.textContent = typing ? this.words('note') : '';
    if (typing) this.terminal?.focus();
  }

  private stop(why: string): void {
    this.typeAlong(false);
    this.link?.close();
    this.terminal?.dispose();
    this.link = undefined;
    this.terminal = undefined;
    this.screen.replaceChildren();
    this.screen.hidden = true;
    if (this.typeButton) this.typeButton.hidden = true;
    for (const button of this.root.querySelectorAll<HTMLButtonElement>('[aria-pressed="true"][data-terminal]')) {
      button.setAttribute('aria-pressed', 'false');
      button.textContent = button.dataset['label'] ?? '';
    }
    this.told.textContent = why;
  }

  output(bytes: Uint8Array, shown: () => void): void {
    this.terminal?.write(bytes, shown);
  }

  said(message: FromServer): void {
    if (message.type === 'size') this.terminal?.resize(message.columns, message.rows);
    if (message.type === 'replay' && message.fresh) this.terminal?.write(`\x1bc${message.prelude}`);
  }

  connected(up: boolean): void {
    this.told.textContent = up ? '' : this.words('lost');
  }

  over(_code: number, reason: string): void {
    this.stop(this.words(reason === 'consent' ? 'consent' : 'nothing'));
  }
}
