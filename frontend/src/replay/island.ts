import { element as tag } from '../terminal/dom';
import { onThemeChange } from '../terminal/theme';
import { type Cast, castOf } from './cast';
import { Controls } from './controls';
import { Moments } from './moments';
import { Pauses } from './pauses';
import { RulesThen, type States } from './rules';
import { Screen } from './screen';
import { words } from './words';

const FIELDS = 'input, select, textarea, button, a, summary, [contenteditable]';
/** How far an arrow key goes, in seconds. */
const STRIDE = 5;

/** A recording, played: the terminal, the moments and the map of the rules go together by the recording's own time. */
export class Replay {
  private readonly casts = new Map<string, Promise<Cast | null>>();
  private readonly screen: Screen;
  private readonly controls: Controls;
  private readonly moments: Moments;
  private readonly rules: RulesThen;
  private readonly mount: HTMLElement;
  private readonly recording: string;
  private readonly end: number;
  private terminal: string;
  private pauses = new Pauses([], Infinity);
  private playing = false;

  constructor(private readonly root: HTMLElement) {
    const states = JSON.parse(root.dataset['states'] ?? '[]') as States;
    this.recording = root.dataset['recording'] ?? '';
    this.mount = part(root, '[data-screen]');
    this.terminal = root.querySelector<HTMLElement>('[data-terminal]')?.dataset['terminal'] ?? 't1';
    this.screen = new Screen(this.mount, { playing: (playing) => this.played(playing) });
    this.moments = new Moments(root.querySelector('[data-moments]'), (at) => void this.goTo(at));
    this.rules = new RulesThen(part(root, '[data-map]'), this.recording, states, () => {
      part(root, '[data-no-rules]').hidden = false;
    });
    this.controls = new Controls({
      toggled: () => void this.toggle(),
      sought: (at) => void this.seek(at),
      stepped: (by) => this.step(by),
      chosen: () => void this.show(this.now()),
    });
    part(root, '[data-controls]').replaceChildren(this.controls.root);
    this.end = Math.max(0, ...states.map(([at]) => at), ...this.moments.times);
    root.querySelectorAll<HTMLButtonElement>('[data-terminal]').forEach((tab) => tab.addEventListener('click', () => this.choose(tab)));
    part(root, '[data-text]').addEventListener('toggle', () => void this.tellText());
    root.addEventListener('keydown', (event) => this.key(event));
    // The player reads its colours once.
    onThemeChange(() => void this.show(this.now()));
  }

  /** Loads what is to be shown first. */
  async start(): Promise<void> {
    this.mount.replaceChildren(tag('p', { class: 'replay-plain', role: 'status' }, words.loading));
    const cast = await this.cast();
    const first = cast?.events.find((event) => event[1] === 'o')?.[0] ?? 0;
    await this.show(first);
  }

  /** The recorded time that is shown, in seconds. */
  private now(): number {
    return this.pauses.toRecorded(this.screen.now());
  }

  private cast(): Promise<Cast | null> {
    const known = this.casts.get(this.terminal) ?? this.load(this.terminal);
    this.casts.set(this.terminal, known);
    return known;
  }

  private async load(terminal: string): Promise<Cast | null> {
    try {
      const answer = await fetch(`/recordings/${this.recording}/terminals/${terminal}`);
      return answer.ok ? castOf(await answer.text()) : null;
    } catch {
      this.casts.delete(terminal);
      return null;
    }
  }

  /** Shows the chosen terminal as it was at a recorded time, and plays on if it was playing. */
  private async show(recorded: number): Promise<void> {
    const cast = await this.cast();
    if (cast === null) {
      this.mount.replaceChildren(tag('p', { class: 'replay-plain', role: 'alert' }, words.failed));
      return;
    }
    const wasPlaying = this.playing;
    const times = [...cast.events.map((event) => event[0]), ...this.moments.times, this.end].sort((a, b) => a - b);
    this.pauses = new Pauses(times, this.controls.pause());
    this.controls.measure(
      this.pauses.length(),
      this.moments.times.map((at) => this.pauses.toShown(at)),
    );
    await this.screen.show(cast, this.pauses, this.controls.speed(), this.pauses.toShown(recorded));
    if (wasPlaying) await this.screen.play();
    this.refresh();
  }

  private refresh(): void {
    const now = this.now();
    this.controls.at(this.screen.now(), now, this.pauses.toRecorded(this.pauses.length()));
    this.moments.mark(now);
    this.rules.show(now);
    this.root.dataset['at'] = now.toFixed(3);
  }

  private played(playing: boolean): void {
    const began = playing && !this.playing;
    this.playing = playing;
    this.controls.state(playing ? 'playing' : this.screen.isOver() ? 'over' : 'paused');
    this.refresh();
    if (began) this.tick();
  }

  private tick(): void {
    if (!this.playing) return;
    this.refresh();
    requestAnimationFrame(() => this.tick());
  }

  private async toggle(): Promise<void> {
    if (this.playing) await this.screen.pause();
    else {
      if (this.screen.isOver()) await this.screen.seek(0);
      await this.screen.play();
    }
  }

  private async seek(shown: number): Promise<void> {
    await this.screen.seek(Math.min(Math.max(shown, 0), this.pauses.length()));
    if (!this.playing) this.controls.state('paused');
    this.refresh();
  }

  private goTo(recorded: number): Promise<void> {
    return this.seek(this.pauses.toShown(recorded));
  }

  private step(by: -1 | 1): void {
    const at = this.moments.beside(this.now(), by);
    void this.goTo(at ?? (by < 0 ? 0 : this.pauses.toRecorded(this.pauses.length())));
  }

  private choose(tab: HTMLButtonElement): void {
    const now = this.now();
    this.terminal = tab.dataset['terminal'] ?? this.terminal;
    this.root.querySelectorAll('[data-terminal]').forEach((one) => one.setAttribute('aria-pressed', String(one === tab)));
    void this.show(now);
    void this.tellText();
  }

  private key(event: KeyboardEvent): void {
    // The player has keys of its own, and a help about them that speaks English only; these are ours.
    event.stopPropagation();
    const field = event.target instanceof Element && event.target.closest(FIELDS) !== null;
    if (field || event.ctrlKey || event.altKey || event.metaKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      ' ': () => void this.toggle(),
      '[': () => this.step(-1),
      ']': () => this.step(1),
      ArrowLeft: () => void this.seek(this.screen.now() - STRIDE),
      ArrowRight: () => void this.seek(this.screen.now() + STRIDE),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private async tellText(): Promise<void> {
    const details = part(this.root, '[data-text]');
    if (!details.hasAttribute('open')) return;
    const [cast, { plainText }] = await Promise.all([this.cast(), import('./plainText')]);
    const text = cast === null ? words.failed : await plainText(cast);
    part(details, 'pre').textContent = text === '' ? words.noText : text;
  }
}

function part(root: HTMLElement, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the replay page has no ${selector}`);
  return found;
}
