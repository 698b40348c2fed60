import { firstDifference } from './compare';
import { type Drawing, layOut, type Scene } from './layout';
import { type News, NO_NEWS } from './news';
import { type Shown, paintTicket, paintTrails, paintWashes } from './overlay';
import { paintGround, paintText } from './paint';
import { texts } from './texts';
import { type Trail, trailOf } from './trail';
import { element, piece, type Piece } from './vector';

/** What a learner does on the map. */
export interface StageListener {
  /** Folds or unfolds the chain that a rule calls. */
  toggled(path: string, open: boolean): void;
  /** Shows rules that were folded away. */
  unfolded(path: string, from: number, to: number): void;
  /** Points at a rule or a policy. */
  pointed(place: string): void;
}

/** The map on the page. It is drawn anew when rules change; walks are drawn over it at every frame. */
export class Stage {
  readonly svg: SVGSVGElement;
  private readonly ground = element(piece('g'));
  private readonly washes = element(piece('g'));
  private readonly words = element(piece('g'));
  private readonly trails = element(piece('g'));
  private readonly ticket = element(piece('g'));
  private drawn: Drawing | null = null;

  constructor(private readonly listener: StageListener) {
    const svg = element(piece('svg', { class: 'map', role: 'group', 'aria-label': texts.mapLabel }));
    if (!(svg instanceof SVGSVGElement)) throw new Error('an svg element is not one');
    this.svg = svg;
    svg.append(this.ground, this.washes, this.words, this.trails, this.ticket);
    svg.addEventListener('click', (event) => this.press(event));
    svg.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') this.press(event);
    });
  }

  /** Lays out and draws everything but the walks. */
  draw(scene: Scene, news: News): Drawing {
    const drawing = layOut(scene);
    const focused = this.focusedButton();
    const { width, height, scale } = drawing;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.setAttribute('width', String(Math.round(width * scale)));
    this.svg.setAttribute('height', String(Math.round(height * scale)));
    this.ground.replaceChildren(element(paintGround(drawing)));
    this.words.replaceChildren(element(paintText(drawing, news)));
    if (focused !== null) this.svg.querySelector<SVGElement>(focused)?.focus({ preventScroll: true });
    this.drawn = drawing;
    return drawing;
  }

  /** Draws the walks as they are now; the ticket tells of the last of them. */
  frame(shown: readonly Shown[], guess: string | null): void {
    if (!this.drawn) return;
    this.washes.replaceChildren(element(paintWashes(this.drawn, shown, guess)));
    this.trails.replaceChildren(element(paintTrails(shown)));
    const told = shown.at(-1);
    this.ticket.replaceChildren(...(told ? [element(paintTicket(this.drawn, told))] : []));
  }

  /** The packet of the walk that is told of, to be kept in view. */
  packet(): Element | null {
    return [...this.trails.querySelectorAll('.map-packet')].at(-1) ?? null;
  }

  private press(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest('.map-button');
    const { from, to, path, opens } = button instanceof SVGElement ? button.dataset : {};
    if (opens !== undefined) this.listener.toggled(opens, button?.getAttribute('aria-expanded') !== 'true');
    else if (path !== undefined) this.listener.unfolded(path, Number(from), Number(to));
    else {
      const row = target?.closest('[data-place]');
      if (row instanceof SVGElement && row.dataset['place'] !== undefined) this.listener.pointed(row.dataset['place']);
      return;
    }
    event.preventDefault();
  }

  private focusedButton(): string | null {
    const focused = document.activeElement;
    if (!(focused instanceof SVGElement) || !this.svg.contains(focused)) return null;
    const { opens, path } = focused.dataset;
    if (opens !== undefined) return `[data-opens="${CSS.escape(opens)}"]`;
    return path === undefined ? null : `[data-path="${CSS.escape(path)}"]`;
  }
}

/** Walks side by side at a moment; of `step`, null is before the first. */
export function shownNow(trails: readonly Trail[], position: number, step: number | null): Shown[] {
  const [left, right] = trails;
  const difference = left && right ? firstDifference(left.walk, right.walk) : null;
  return trails.map((trail, i) => ({
    trail,
    position: Math.min(position, trail.legs.length),
    step: step === null ? null : Math.min(step, trail.legs.length - 1),
    differs: difference === null ? null : i === 0 ? difference.left : difference.right,
  }));
}

/** The whole picture with its walks at their ends, for a file. */
export function picture(scene: Scene, style: string): Piece {
  const drawing = layOut(scene);
  const shown = shownNow(scene.walks.map((walk) => trailOf(drawing, walk)), Infinity, Infinity);
  const told = shown.at(-1);
  const { width, height } = drawing;
  return piece(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', class: 'map', viewBox: `-12 -12 ${width + 24} ${height + 24}`, width: width + 24, height: height + 24 },
    piece('style', {}, style),
    piece('rect', { class: 'map-paper', x: -12, y: -12, width: width + 24, height: height + 24 }),
    paintGround(drawing),
    paintWashes(drawing, shown, null),
    paintText(drawing, NO_NEWS),
    paintTrails(shown),
    ...(told ? [paintTicket(drawing, told)] : []),
  );
}
