import { breath } from '../page/idle';
import { fill } from '../words/load';
import { type Choices, largestFont, loadChoices, saveChoices, smallestFont } from './choices';
import { ask, button, element } from './dom';
import { runningTerminals } from './list';
import { firstNames, nextName, numberOf } from './names';
import { Pane, type PaneListener } from './pane';
import { onThemeChange } from './theme';
import { words } from './words';

// As many as the server allows by default; it says no to more.
const most = 8;

/** The terminals of one sandbox, as tabs. */
export class Island {
  private readonly tabs = new Map<string, HTMLButtonElement>();
  private readonly panes = new Map<string, Pane>();
  private readonly list: HTMLElement;
  private readonly body: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly less: HTMLButtonElement;
  private choices: Choices = loadChoices();
  private active = '';

  constructor(
    root: HTMLElement,
    private readonly sandbox: string,
  ) {
    this.list = element('div', { class: 'terminal-tabs', role: 'tablist', 'aria-label': words.terminals });
    this.body = element('div', { class: 'terminal-body' });
    this.more = button(words.more, '+', () => this.add());
    this.less = button(words.less, '×', () => void this.close(this.active));
    const tools = element(
      'div',
      { class: 'terminal-tools' },
      this.more,
      this.less,
      element('span', { class: 'terminal-hint' }, words.leaveHint),
      button(words.find, '⌕', () => this.pane()?.openFind()),
      this.settings(),
    );
    root.classList.add('terminal-island');
    root.replaceChildren(element('div', { class: 'terminal-bar' }, this.list, tools), this.body);
    this.list.addEventListener('keydown', (event) => this.tabKey(event));
    document.addEventListener('packetwalk:type', (event) => this.typeCommand(event));
    document.addEventListener('visibilitychange', () => this.hurry());
    addEventListener('online', () => this.hurry());
    onThemeChange(() => this.panes.forEach((pane) => pane.repaint()));
  }

  /** Opens a tab for each terminal that is running, or the first one. */
  async start(): Promise<void> {
    const names = firstNames(await runningTerminals(this.sandbox));
    for (const name of names) {
      this.open(name);
      // A terminal is made, and then drawn: each takes long enough on a telephone to be a task of its own.
      await breath();
    }
    this.select(names[0] ?? 't1', false);
  }

  private open(name: string): void {
    const label = fill(words.terminal, { number: numberOf(name) });
    const pane = new Pane(this.sandbox, name, label, this.choices, this.listener(name));
    pane.root.id = `terminal-${name}`;
    pane.root.hidden = true;
    const tab = element(
      'button',
      { type: 'button', role: 'tab', id: `terminal-tab-${name}`, 'aria-controls': pane.root.id, 'aria-selected': 'false', tabindex: '-1' },
      label,
    );
    tab.addEventListener('click', () => this.select(name, true));
    this.list.append(tab);
    this.body.append(pane.root);
    this.tabs.set(name, tab);
    this.panes.set(name, pane);
    this.count();
  }

  private listener(name: string): PaneListener {
    return {
      leave: () => this.tabs.get(name)?.focus(),
      ended: () => this.remove(name),
      sandboxOver: (reason) => announce('packetwalk:sandbox-over', { reason }),
      leaseEnds: (endsAt, canExtend) => announce('packetwalk:lease', { endsAt, canExtend }),
    };
  }

  private add(): void {
    const name = nextName([...this.panes.keys()], most);
    if (name !== undefined) {
      this.open(name);
      this.select(name, true);
    }
  }

  private select(name: string, focus: boolean): void {
    this.active = name;
    for (const [other, tab] of this.tabs) {
      tab.setAttribute('aria-selected', String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    }
    for (const [other, pane] of this.panes) {
      pane.root.hidden = other !== name;
    }
    this.pane()?.show();
    if (focus) {
      this.pane()?.focus();
    }
  }

  private async close(name: string): Promise<void> {
    const pane = this.panes.get(name);
    if (!pane || this.panes.size < 2) {
      return;
    }
    if (pane.busy && !(await ask(fill(words.closeQuestion, { number: numberOf(name) }), words.closeYes, words.closeNo))) {
      return;
    }
    pane.show();
    pane.end();
  }

  /** The terminal is no more: the tab goes, and the one beside it is shown. */
  private remove(name: string): void {
    const names = [...this.panes.keys()];
    const at = names.indexOf(name);
    this.panes.get(name)?.dispose();
    this.tabs.get(name)?.remove();
    this.panes.delete(name);
    this.tabs.delete(name);
    if (this.panes.size === 0) {
      this.open('t1');
    }
    if (this.active === name) {
      const left = [...this.panes.keys()];
      this.select(left[Math.min(at, left.length - 1)] ?? 't1', document.activeElement === document.body);
    }
    this.count();
  }

  private count(): void {
    this.more.disabled = this.panes.size >= most;
    this.less.disabled = this.panes.size < 2;
  }

  private tabKey(event: KeyboardEvent): void {
    const names = [...this.tabs.keys()];
    const at = names.indexOf(this.active);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % names.length,
      ArrowLeft: (at + names.length - 1) % names.length,
      Home: 0,
      End: names.length - 1,
    };
    const next = names[steps[event.key] ?? -1];
    if (next !== undefined) {
      event.preventDefault();
      this.select(next, false);
      this.tabs.get(next)?.focus();
    } else if (event.key === 'Delete') {
      event.preventDefault();
      void this.close(this.active);
    }
  }

  private typeCommand(event: Event): void {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    const { text, run } = (detail ?? {}) as { text?: unknown; run?: unknown };
    if (typeof text === 'string') {
      void this.pane()?.typeCommand(text, run === true);
    }
  }

  private hurry(): void {
    if (document.visibilityState === 'visible') {
      this.panes.forEach((pane) => pane.hurry());
    }
  }

  private pane(): Pane | undefined {
    return this.panes.get(this.active);
  }

  private settings(): HTMLElement {
    const larger = button(words.larger, 'A+', () => this.choose({ fontSize: Math.min(largestFont, this.choices.fontSize + 1) }));
    const smaller = button(words.smaller, 'A−', () => this.choose({ fontSize: Math.max(smallestFont, this.choices.fontSize - 1) }));
    const menu = element(
      'div',
      { class: 'terminal-settings' },
      element('div', {}, smaller, larger),
      this.checkbox(words.screenReader, 'screenReader'),
      this.checkbox(words.copyOnSelect, 'copyOnSelect'),
      element('p', {}, words.keys),
    );
    return element('details', {}, element('summary', { 'aria-label': words.settings, title: words.settings }, '⋯'), menu);
  }

  private checkbox(label: string, choice: 'screenReader' | 'copyOnSelect'): HTMLElement {
    const box = element('input', { type: 'checkbox' });
    box.checked = this.choices[choice];
    box.addEventListener('change', () => this.choose({ [choice]: box.checked }));
    return element('label', {}, box, ` ${label}`);
  }

  private choose(change: Partial<Choices>): void {
    this.choices = { ...this.choices, ...change };
    saveChoices(this.choices);
    this.panes.forEach((pane) => pane.choose(this.choices));
  }
}

function announce(name: string, detail: object): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
