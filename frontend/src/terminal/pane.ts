import { ClipboardAddon } from '@xterm/addon-clipboard';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { counted, fill } from '../words/load';
import type { Choices } from './choices';
import { ask, button, element } from './dom';
import { FindBar } from './find';
import { type LinkListener, Link, browserSurroundings } from './link';
import { terminalsStatus } from './list';
import { examine, largestPaste } from './paste';
import { type Activity, activityAfter } from './prompt';
import { type FromServer, type ShellState, type Size, closing } from './protocol';
import { isReply } from './replies';
import { themeOf } from './theme';
import { words } from './words';

/** What a pane tells its island. */
export interface PaneListener {
  /** The learner wants out of the terminal, by keyboard. */
  leave(): void;
  /** The terminal is no more; here or in another window it was closed. */
  ended(): void;
  /** The sandbox is over. */
  sandboxOver(reason: string): void;
  /** The sandbox ends soon. */
  leaseEnds(endsAt: string, canExtend: boolean): void;
}

const scrollback = 5_000;
const standard: Size = { columns: 80, rows: 24 };
const { notice } = words;

/** One terminal on the page: its screen, and the link that feeds it. */
export class Pane implements LinkListener {
  readonly root: HTMLElement;
  private readonly screen: HTMLElement;
  private readonly banner: HTMLElement;
  private readonly terminal: Terminal;
  private readonly fit = new FitAddon();
  private readonly find: FindBar;
  private link: Link | undefined;
  private activity: Activity = 'unknown';
  private shell: ShellState = 'SEEKING';
  private mine = false;
  private failures = 0;
  private replaying = false;
  private sent: Size | undefined;

  constructor(
    private readonly sandbox: string,
    readonly name: string,
    label: string,
    private choices: Choices,
    private readonly listener: PaneListener,
  ) {
    this.screen = element('div', { class: 'terminal-screen' });
    this.banner = element('div', { class: 'terminal-banner', role: 'status', hidden: '' });
    this.root = element('div', { class: 'terminal-pane', role: 'tabpanel', 'aria-label': label }, this.screen);
    this.terminal = new Terminal({
      allowProposedApi: true,
      scrollback,
      fontSize: choices.fontSize,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim() || 'monospace',
      screenReaderMode: choices.screenReader,
      rightClickSelectsWord: true,
      macOptionClickForcesSelection: true,
    });
    const search = new SearchAddon();
    this.find = new FindBar(search, () => this.terminal.focus());
    this.root.append(this.find.root, this.banner);
    this.terminal.loadAddon(this.fit);
    this.terminal.loadAddon(search);
    this.terminal.loadAddon(new WebLinksAddon());
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    // Programs may put text on the clipboard, but never read what is there.
    this.terminal.loadAddon(
      new ClipboardAddon(undefined, {
        readText: () => '',
        writeText: (_selection, text) => navigator.clipboard?.writeText(text),
      }),
    );
    this.listen();
  }

  /** Shows the pane for the first time, or again; connects when it has not yet. */
  show(): void {
    this.root.hidden = false;
    if (!this.terminal.element) {
      this.terminal.open(this.screen);
      this.terminal.options.theme = themeOf(this.root);
      this.terminal.textarea?.setAttribute('aria-keyshortcuts', 'F6');
      new ResizeObserver(() => this.measure()).observe(this.root);
    }
    this.measure();
    if (!this.link) {
      this.tell(notice.connecting);
      this.link = new Link(this.sandbox, this.name, this.sent ?? standard, this, browserSurroundings());
      this.link.connect();
    }
  }

  focus(): void {
    this.terminal.focus();
  }

  openFind(): void {
    this.find.open(this.terminal.getSelection());
  }

  hurry(): void {
    this.link?.hurry();
  }

  /** Whether closing it may end something that the learner still wants. */
  get busy(): boolean {
    return this.shell !== 'EXITED' && this.activity !== 'prompt';
  }

  /** Types a command of the page's, and runs it; asks first when a program would get it instead of the shell. */
  async typeCommand(text: string, run: boolean): Promise<void> {
    this.focus();
    if (!this.link?.open || this.shell !== 'RUNNING') {
      return;
    }
    if (
      this.activity === 'running' &&
      !(await ask(words.typeQuestion, words.typeYes, words.leaveIt))
    ) {
      return;
    }
    this.terminal.paste(text);
    if (run) {
      this.link.type('\r');
    }
    this.focus();
  }

  choose(choices: Choices): void {
    this.choices = choices;
    this.terminal.options.fontSize = choices.fontSize;
    this.terminal.options.screenReaderMode = choices.screenReader;
    this.measure();
  }

  repaint(): void {
    this.terminal.options.theme = themeOf(this.root);
  }

  /** Ends the terminal with all that runs in it. */
  end(): void {
    this.link?.say({ type: 'end' });
  }

  dispose(): void {
    this.link?.close();
    this.terminal.dispose();
    this.root.remove();
  }

  output(bytes: Uint8Array, shown: () => void): void {
    this.terminal.write(bytes, shown);
  }

  said(message: FromServer): void {
    switch (message.type) {
      case 'replay':
        // In the stream of output, so that what came before is shown before.
        this.terminal.write('', () => {
          this.replaying = true;
        });
        if (message.fresh) {
          this.activity = 'unknown';
          this.terminal.write(`\x1bc${message.prelude}`);
        }
        break;
      case 'live':
        this.terminal.write('', () => {
          this.replaying = false;
        });
        break;
      case 'size':
        this.mine = message.mine;
        if (message.columns !== this.terminal.cols || message.rows !== this.terminal.rows) {
          this.terminal.resize(message.columns, message.rows);
        }
        this.root.classList.toggle('terminal-foreign', !message.mine);
        break;
      case 'shell':
        this.shell = message.state;
        this.tell(this.notice());
        break;
      case 'lease':
        this.listener.leaseEnds(message.endsAt, message.canExtend);
        break;
      case 'alive':
        break;
    }
  }

  connected(up: boolean): void {
    this.tell(up ? this.notice() : notice.lost);
    this.failures = up ? 0 : this.failures + 1;
    if (this.failures === 3) {
      void this.findOut();
    }
  }

  /** A refused WebSocket does not say why; the list of terminals does. */
  private async findOut(): Promise<void> {
    const status = await terminalsStatus(this.sandbox);
    if (status === 404 || status === 401) {
      this.link?.close();
      this.tell(status === 404 ? notice.gone : notice.signedOut);
    }
  }

  over(code: number, reason: string): void {
    if (code === closing.terminalEnded) {
      this.listener.ended();
    } else if (code === closing.sandboxOver) {
      this.tell(notice.gone);
      this.listener.sandboxOver(reason);
    } else {
      this.tell(code === closing.tooMuchInput ? notice.flooded : notice.refused);
    }
  }

  private listen(): void {
    this.terminal.onData((data) => this.typed(data));
    this.terminal.onBinary((data) => this.link?.typeBytes(data));
    this.terminal.parser.registerOscHandler(133, (mark) => {
      this.activity = activityAfter(mark, this.activity);
      return true;
    });
    this.terminal.attachCustomKeyEventHandler((event) => this.key(event));
    this.terminal.onSelectionChange(() => {
      if (this.choices.copyOnSelect && this.terminal.hasSelection()) {
        void this.copy();
      }
    });
    this.screen.addEventListener('paste', (event) => this.pasted(event), { capture: true });
  }

  private typed(data: string): void {
    if (isReply(data) && (this.replaying || !this.mine)) {
      return;
    }
    if (this.shell === 'EXITED') {
      if (data.includes('\r')) {
        this.link?.say({ type: 'restart' });
      }
      return;
    }
    this.link?.type(data);
  }

  /** False keeps a key from the shell. */
  private key(event: KeyboardEvent): boolean {
    const combined = event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey;
    if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (event.type === 'keydown') {
        event.preventDefault();
        if (event.shiftKey) {
          this.typed('\x1b[17~');
        } else {
          this.listener.leave();
        }
      }
      return false;
    }
    if (!combined || !['KeyC', 'KeyV', 'KeyF'].includes(event.code)) {
      return true;
    }
    if (event.type === 'keydown' && event.code === 'KeyC') {
      event.preventDefault();
      void this.copy();
    } else if (event.type === 'keydown' && event.code === 'KeyF') {
      event.preventDefault();
      this.openFind();
    }
    return false; // Ctrl+Shift+V is the browser's own: it brings the paste event.
  }

  private async copy(): Promise<void> {
    const text = this.terminal.getSelection();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand('copy'); // over plain HTTP, away from localhost, there is only the old way
    }
  }

  private pasted(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    void this.paste(text);
  }

  private async paste(text: string): Promise<void> {
    const paste = examine(text, this.terminal.modes.bracketedPasteMode);
    switch (paste.kind) {
      case 'nothing':
        break;
      case 'refuse':
        this.tell(fill(words.tooMuch, { size: Math.round(paste.size / 1024), most: largestPaste / 1024 }));
        break;
      case 'ask':
        if (!(await ask(counted(words.pasteQuestion, paste.lines), words.pasteYes, words.leaveIt))) {
          break;
        }
        this.terminal.paste(paste.text);
        break;
      case 'take':
        this.terminal.paste(paste.text);
        break;
    }
    this.focus();
  }

  /** Makes the terminal as large as its place on the page, when it has one. */
  private measure(): void {
    if (this.root.hidden || !this.terminal.element) {
      return;
    }
    const proposed = this.fit.proposeDimensions();
    if (!proposed || !Number.isFinite(proposed.cols) || !Number.isFinite(proposed.rows)) {
      return;
    }
    const size: Size = {
      columns: Math.min(1000, Math.max(2, proposed.cols)),
      rows: Math.min(500, Math.max(1, proposed.rows)),
    };
    if (size.columns === this.sent?.columns && size.rows === this.sent.rows) {
      return;
    }
    this.sent = size;
    this.terminal.resize(size.columns, size.rows);
    this.link?.resize(size);
  }

  private notice(): string {
    switch (this.shell) {
      case 'RUNNING':
        return '';
      case 'SEEKING':
        return notice.seeking;
      case 'EXITED':
        return notice.exited;
    }
  }

  private tell(text: string): void {
    this.banner.hidden = text === '';
    this.banner.replaceChildren(text);
    if (text === notice.exited) {
      this.banner.append(button(words.startShell, words.newShell, () => this.typed('\r')));
    }
  }
}
