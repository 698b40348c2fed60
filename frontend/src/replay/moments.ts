import { lastAt } from './clock';

/** The list of moments: where one goes by choosing one, and which was the last at the time that is shown. */
export class Moments {
  readonly times: readonly number[];
  private readonly buttons: readonly HTMLButtonElement[];
  private current = -1;

  constructor(
    private readonly list: HTMLElement | null,
    chosen: (at: number) => void,
  ) {
    this.buttons = [...(list?.querySelectorAll<HTMLButtonElement>('button[data-at]') ?? [])];
    this.times = this.buttons.map((button) => Number(button.dataset['at']));
    this.buttons.forEach((button, i) => button.addEventListener('click', () => chosen(this.times[i] ?? 0)));
  }

  /** Marks the last one that is not after a time. */
  mark(at: number): void {
    const now = lastAt(this.times, at);
    if (now === this.current) return;
    this.buttons[this.current]?.removeAttribute('aria-current');
    this.buttons[now]?.setAttribute('aria-current', 'true');
    this.current = now;
    this.bringIntoView();
  }

  /** The one before or after a time; null if there is none. */
  beside(at: number, step: -1 | 1): number | null {
    const before = this.times.findLastIndex((time) => time < at - 0.05);
    const after = this.times.findIndex((time) => time > at + 0.05);
    return this.times[step < 0 ? before : after < 0 ? this.times.length : after] ?? null;
  }

  /** Scrolls the list alone, never the page, and not while somebody is in it. */
  private bringIntoView(): void {
    const button = this.buttons[this.current];
    if (!button || !this.list || this.list.contains(document.activeElement)) return;
    const [frame, at] = [this.list.getBoundingClientRect(), button.getBoundingClientRect()];
    if (at.top < frame.top) this.list.scrollTop -= frame.top - at.top;
    else if (at.bottom > frame.bottom) this.list.scrollTop += at.bottom - frame.bottom;
  }
}
