import { element as tag } from '../terminal/dom';
import { counted, fill } from '../words/load';
import { clock } from './clock';
import { words } from './words';

const SPEEDS = [0.5, 1, 2, 4, 8];
/** The longest pause that is shown, in seconds. */
const PAUSES = [1, 2, 5, 15, Infinity];
const USUAL_PAUSE = 2;

/** What somebody does with the controls; times are those that are shown. */
export interface ControlListener {
  toggled(): void;
  sought(at: number): void;
  stepped(by: -1 | 1): void;
  chosen(): void;
}

/** Play, pause, position, speed and how long pauses are. */
export class Controls {
  readonly root = tag('div', { class: 'replay-bar' });
  private readonly toggle = tag('button', { type: 'button', class: 'primary small replay-play' }, words.play);
  private readonly range = tag('input', { type: 'range', min: '0', max: '1', step: 'any', value: '0', 'aria-label': words.position });
  private readonly marks = tag('span', { class: 'replay-marks', 'aria-hidden': 'true' });
  private readonly time = tag('span', { class: 'replay-time' });
  private readonly speeds = select(SPEEDS.map((speed) => [String(speed), fill(words.times, { speed })]), '1');
  private readonly pauses = select(
    PAUSES.map((seconds) => [String(seconds), seconds === Infinity ? words.idleFull : counted(words.idleMost, seconds)]),
    String(USUAL_PAUSE),
  );
  private length = 0;

  constructor(listener: ControlListener) {
    const before = tag('button', { type: 'button', class: 'small', 'aria-label': words.previous, title: words.previous }, '←');
    const next = tag('button', { type: 'button', class: 'small', 'aria-label': words.next, title: words.next }, '→');
    this.toggle.addEventListener('click', () => listener.toggled());
    before.addEventListener('click', () => listener.stepped(-1));
    next.addEventListener('click', () => listener.stepped(1));
    this.range.addEventListener('input', () => listener.sought(Number(this.range.value)));
    for (const choice of [this.speeds, this.pauses]) choice.addEventListener('change', () => listener.chosen());
    this.root.append(
      tag('div', { class: 'replay-buttons' }, before, this.toggle, next),
      tag('div', { class: 'replay-range' }, this.range, this.marks),
      this.time,
      tag('label', {}, tag('span', {}, words.speed), this.speeds),
      tag('label', {}, tag('span', {}, words.idle), this.pauses),
    );
  }

  speed(): number {
    return Number(this.speeds.value);
  }

  /** The longest pause that is shown, in seconds. */
  pause(): number {
    return Number(this.pauses.value);
  }

  /** Takes how long it is shown, and when the moments are. */
  measure(length: number, moments: readonly number[]): void {
    this.length = length;
    // A slider of no length cannot be moved, and reads strangely.
    this.range.max = String(Math.max(length, 0.001));
    this.marks.replaceChildren(
      ...moments.map((at) => {
        const mark = tag('span');
        mark.style.insetInlineStart = `${length === 0 ? 0 : (at / length) * 100}%`;
        return mark;
      }),
    );
  }

  /** Shows where it is; `recorded` is the same in the recording's own time. */
  at(shown: number, recorded: number, whole: number): void {
    this.range.value = String(shown);
    this.range.style.setProperty('--played', `${this.length === 0 ? 0 : (shown / this.length) * 100}%`);
    const text = fill(words.positionOf, { time: clock(recorded), length: clock(whole) });
    if (this.time.textContent !== text) {
      this.time.textContent = text;
      this.range.setAttribute('aria-valuetext', text);
    }
  }

  state(state: 'playing' | 'paused' | 'over'): void {
    this.toggle.textContent = state === 'playing' ? words.pause : state === 'over' ? words.again : words.play;
  }
}

function select(options: readonly (readonly [string, string])[], chosen: string): HTMLSelectElement {
  const made = tag('select', {}, ...options.map(([value, text]) => tag('option', { value }, text)));
  made.value = chosen;
  return made;
}
