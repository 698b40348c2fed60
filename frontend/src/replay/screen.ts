import 'asciinema-player/dist/bundle/asciinema-player.css';
import type { Player } from 'asciinema-player';
import { element as tag } from '../terminal/dom';
import type { Cast } from './cast';
import type { Pauses } from './pauses';

/** The least width of a letter, in CSS pixels. */
const LEAST_LETTER = 6;

/** What happens on the screen. */
export interface ScreenListener {
  playing(playing: boolean): void;
}

/**
 * One terminal's recording in asciinema's player, without its controls: ours speak the page's language. The player is given the times at
 * which things are shown, so that they are known exactly; of recorded time only this class's callers know.
 */
export class Screen {
  private player: Player | null = null;
  private over = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly listener: ScreenListener,
  ) {}

  /** Shows another recording, or the same in another way, at a time. */
  async show(cast: Cast, pauses: Pauses, speed: number, at: number): Promise<void> {
    const { create } = await import('asciinema-player');
    this.player?.dispose();
    const events = cast.events.filter((event) => event[1] !== 'm').map(([time, kind, value]) => [pauses.toShown(time), kind, value]);
    // The recording goes on to its end although its terminal has nothing more to show.
    events.push([pauses.length() + 0.001, 'm', '']);
    const lines = [{ version: 2, width: cast.columns, height: cast.rows }, ...events].map((line) => JSON.stringify(line));
    const frame = tag('div', { class: 'replay-frame' });
    // Small letters stay legible: where they would not, the frame is wider than the page and scrolls.
    frame.style.minWidth = `${cast.columns * LEAST_LETTER}px`;
    this.root.replaceChildren(frame);
    const player = create({ data: lines.join('\n') }, frame, {
      controls: false,
      preload: true,
      fit: 'width',
      speed,
      startAt: at,
      poster: `npt:${at}`,
      theme: 'packetwalk',
      cursorMode: 'steady',
      terminalFontFamily: getComputedStyle(this.root).getPropertyValue('--font-mono').trim(),
    });
    this.player = player;
    this.over = false;
    player.addEventListener('playing', () => this.player === player && this.listener.playing(true));
    player.addEventListener('pause', () => this.player === player && this.listener.playing(false));
    player.addEventListener('ended', () => {
      if (this.player !== player) return;
      this.over = true;
      this.listener.playing(false);
    });
    await player.seek(at);
  }

  /** The time that is shown. */
  now(): number {
    return this.player?.getCurrentTime() ?? 0;
  }

  /** Whether it has been played to its end. */
  isOver(): boolean {
    return this.over;
  }

  async play(): Promise<void> {
    this.over = false;
    await this.player?.play();
  }

  async pause(): Promise<void> {
    await this.player?.pause();
  }

  async seek(at: number): Promise<void> {
    this.over = false;
    await this.player?.seek(at);
  }
}
