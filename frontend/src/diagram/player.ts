import { element as tag } from '../terminal/dom';
import { texts } from './texts';
import { advance, back, currentStep, forward, pause, play, type Playback, ready, seek, shownAt, SPEEDS } from './playback';

/** What the player needs to know of what it plays. */
export interface Played {
  steps: number;
  quick(step: number): boolean;
  /** The step in words; `null` is before the first. */
  words(step: number | null): string;
  /** How it ends, once it has: its verdict, and that in a word. */
  end(step: number | null): { verdict: string; word: string } | null;
}

const NOTHING: Played = { steps: 0, quick: () => false, words: () => '', end: () => null };
/** After a pause of the page, such as in another tab, time goes on from there. */
const LONGEST_FRAME = 250;

/** Play, pause, step, speed and scrub: the bar below the map. */
export class Player {
  readonly root: HTMLElement;
  private readonly playButton = tag('button', { type: 'button', class: 'primary small follow-play' });
  private readonly slider = tag('input', { type: 'range', min: '0', step: '1', value: '0', 'aria-label': texts.stepOfWalk, title: texts.keys });
  private readonly speed = tag('select', { 'aria-label': texts.speed }, ...SPEEDS.map((speed) => tag('option', { value: String(speed) }, `${speed}×`)));
  private readonly line = tag('p', { class: 'follow-line' });
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)');
  private played = NOTHING;
  private now: Playback = ready(0);
  /** The step that the words are about. */
  private told = -1;

  constructor(private readonly changed: (position: number, step: number | null) => void) {
    this.speed.value = '1';
    this.playButton.addEventListener('click', () => this.toggle());
    this.slider.addEventListener('input', () => this.go(seek(this.now, Number(this.slider.value))));
    this.speed.addEventListener('change', () => (this.now = { ...this.now, speed: Number(this.speed.value) }));
    const step = (label: string, sign: string, act: () => void): HTMLElement => {
      const button = tag('button', { type: 'button', class: 'small', 'aria-label': label, title: label }, sign);
      button.addEventListener('click', act);
      return button;
    };
    const controls = tag(
      'div',
      { class: 'follow-controls' },
      step(texts.stepBack, '‹', () => this.go(back(this.now))),
      this.playButton,
      step(texts.stepOn, '›', () => this.go(forward(this.now))),
      this.slider,
      this.speed,
    );
    this.root = tag('div', { class: 'follow-player', hidden: '' }, this.line, controls);
    this.show();
  }

  /** Takes something else to play and starts it. */
  load(played: Played): void {
    this.played = played;
    this.root.hidden = played.steps === 0;
    this.slider.max = String(played.steps);
    this.told = -1;
    this.go(ready(played.steps, this.now.speed));
    if (played.steps > 0) this.toggle();
  }

  isPlaying(): boolean {
    return this.now.playing;
  }

  /** Goes to the end of a step. */
  seekTo(step: number): void {
    this.go(seek(this.now, step + 1));
  }

  /** Draws what is there now once more. */
  refresh(): void {
    this.changed(shownAt(this.now, this.still.matches), currentStep(this.now));
  }

  /** Keys that work wherever the focus is in the diagram but in fields that need them; true if this was one. */
  key(key: string): boolean {
    const acts: Readonly<Record<string, () => void>> = {
      k: () => this.toggle(),
      ArrowRight: () => this.go(forward(this.now)),
      ArrowLeft: () => this.go(back(this.now)),
      Home: () => this.go(seek(this.now, 0)),
      End: () => this.go(seek(this.now, this.now.steps)),
    };
    const act = this.now.steps === 0 ? undefined : acts[key];
    act?.();
    return act !== undefined;
  }

  private toggle(): void {
    this.go(this.now.playing ? pause(this.now) : play(this.now));
    if (this.now.playing) requestAnimationFrame((time) => this.tick(time, time));
  }

  private tick(before: number, time: number): void {
    if (!this.now.playing) return;
    this.go(advance(this.now, Math.min(time - before, LONGEST_FRAME), (step) => this.played.quick(step)));
    if (this.now.playing) requestAnimationFrame((next) => this.tick(time, next));
  }

  private go(next: Playback): void {
    this.now = next;
    this.show();
    this.refresh();
  }

  private show(): void {
    const step = currentStep(this.now);
    this.playButton.textContent = this.now.playing ? texts.pause : texts.play;
    this.playButton.title = this.now.playing ? texts.pauseKey : texts.playKey;
    const at = Math.ceil(this.now.position);
    if (this.told !== at) {
      this.told = at;
      this.slider.value = String(at);
      this.slider.setAttribute('aria-valuetext', this.played.words(step));
      const end = this.played.end(step);
      this.line.replaceChildren(...(end ? [tag('strong', { class: `follow-ended ${end.verdict}` }, end.word), ' '] : []), this.played.words(step));
    }
  }
}
