import { counted } from '../words/load';
import { words } from './words';

const PAUSE = 8_000;
const MOST_SAID = 3;

/** Says aloud what has changed, all of it together and not more often than somebody can listen. */
export class News {
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastAt = -PAUSE;

  constructor(private readonly place: HTMLElement) {}

  add(sentence: string): void {
    this.waiting.push(sentence);
    this.timer ??= setTimeout(() => this.say(), Math.max(400, this.lastAt + PAUSE - performance.now()));
  }

  private say(): void {
    const said = this.waiting.slice(0, MOST_SAID);
    const left = this.waiting.length - said.length;
    this.waiting = [];
    this.timer = undefined;
    this.lastAt = performance.now();
    this.place.textContent = [...said, ...(left > 0 ? [counted(words.more, left)] : [])].join(' ');
  }
}
