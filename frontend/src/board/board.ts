import { replace } from '../page/swap';
import { fill } from '../words/load';
import { element, part } from './dom';
import type { Cell, Changed, Obstacle, Row, State } from './model';
import { News } from './news';
import { compare, fits, type Shown } from './order';
import { listen } from './socket';
import { showTime } from './time';
import { words } from './words';

const TIMES_EVERY = 10_000;
const REORDER_AFTER = 1_500;
const LOUD: readonly State[] = ['stuck', 'passed', 'undone'];

/** The live board: the table as the server made it, kept true by what a socket tells. */
export class Board {
  private readonly body: HTMLTableSectionElement | null;
  private readonly form: HTMLFormElement | null;
  private readonly news: News;
  private only = '';
  private waiting: string | null = null;
  private first = true;
  private reorder: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: HTMLElement) {
    this.body = root.querySelector<HTMLTableSectionElement>('tbody');
    this.form = root.querySelector<HTMLFormElement>('[data-filter]');
    this.news = new News(part(root, '[data-news]'));
    this.form?.addEventListener('input', () => this.arrange());
    this.form?.addEventListener('submit', (event) => event.preventDefault());
    for (const chip of root.querySelectorAll<HTMLButtonElement>('[data-only]')) {
      chip.addEventListener('click', () => this.choose(chip));
    }
    setInterval(() => this.times(), TIMES_EVERY);
    this.times();
    this.arrange();
    const offline = root.querySelector<HTMLElement>('.board-offline');
    listen<Changed>(`/classes/${root.dataset['board']}/board/live`, (message) => this.take(message), (up) => {
      if (offline) offline.hidden = up;
    });
  }

  private take(message: Changed): void {
    if (message.size !== Number(this.root.dataset['size']) || message.rows.some((row) => !this.row(row.learner))) {
      location.reload(); // somebody has come or gone: the page is made anew
      return;
    }
    message.rows.forEach((row) => this.show(row));
    this.first = false;
    for (const [name, count] of Object.entries(message.counts)) {
      const place = this.root.querySelector(`[data-count="${name}"]`);
      if (place) place.textContent = String(count);
    }
    this.obstacles(message.obstacles);
    void this.queue(JSON.stringify(message.waiting));
    clearTimeout(this.reorder);
    this.reorder = setTimeout(() => this.arrange(), REORDER_AFTER);
  }

  private row(learner: string): HTMLTableRowElement | null {
    return this.body?.querySelector<HTMLTableRowElement>(`[data-learner="${CSS.escape(learner)}"]`) ?? null;
  }

  private show(row: Row): void {
    const shown = this.row(row.learner);
    if (!shown) return;
    const asks = Boolean(row.handAt);
    if (asks && !shown.hasAttribute('data-asks') && !this.first) this.news.add(fill(words.asks, { name: row.name }));
    shown.toggleAttribute('data-asks', asks);
    part(shown, '.board-hand').hidden = !asks;
    row.cells.forEach((cell) => this.cell(shown, row, cell));
  }

  private cell(row: HTMLElement, of: Row, cell: Cell): void {
    const place = row.querySelector<HTMLElement>(`[data-exercise="${CSS.escape(cell.exercise)}"]`);
    if (!place) return;
    if (place.dataset['state'] !== cell.state) {
      place.dataset['state'] = cell.state;
      if (!this.first) {
        place.classList.add('just-changed');
        setTimeout(() => place.classList.remove('just-changed'), 2_000);
        if (LOUD.includes(cell.state)) this.say(place, of, cell);
      }
    }
    place.toggleAttribute('data-asks', cell.asks);
    keep(place, 'from', cell.from);
    keep(place, 'to', cell.to);
    part(place, '.board-word').textContent = cell.words;
    const detail = part(place, '.board-detail');
    detail.textContent = cell.detail;
    detail.hidden = cell.detail === '';
    showTime(place, part(place, '.board-time'));
  }

  private say(place: HTMLElement, row: Row, cell: Cell): void {
    this.news.add(fill(words.became, { name: row.name, exercise: place.querySelector('.board-label')?.textContent ?? '', state: cell.words }));
  }

  private obstacles(obstacles: Obstacle[]): void {
    const list = this.root.querySelector('[data-obstacles]');
    const none = this.root.querySelector<HTMLElement>('[data-no-obstacles]');
    list?.replaceChildren(
      ...obstacles.map((obstacle) => {
        const item = document.createElement('li');
        const of = element('span', fill(words.ofAll, { learners: obstacle.learners, of: obstacle.of }), 'board-of');
        item.append(of, ' ', element('strong', obstacle.mistake), ' ', element('span', obstacle.about, 'fine'));
        return item;
      }),
    );
    if (none) none.hidden = obstacles.length > 0;
  }

  /** Who waits is a part of the page that is asked for again: it has forms in it. */
  private async queue(waiting: string): Promise<void> {
    const known = this.waiting;
    this.waiting = waiting;
    if (known === null || known === waiting) return;
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    if (answer.ok) replace('#board-queue', new DOMParser().parseFromString(await answer.text(), 'text/html'));
  }

  private times(): void {
    for (const cell of this.root.querySelectorAll<HTMLElement>('td[data-from]:not([data-to])')) showTime(cell, part(cell, '.board-time'));
  }

  private choose(chip: HTMLButtonElement): void {
    this.only = chip.dataset['only'] ?? '';
    for (const other of this.root.querySelectorAll('[data-only]')) other.setAttribute('aria-pressed', String(other === chip));
    this.arrange();
  }

  /** Puts the rows in order and hides who is not asked for. Whoever is in the table with the keyboard keeps their place. */
  private arrange(): void {
    if (!this.body || !this.form) return;
    const form = new FormData(this.form);
    const value = (name: string): string => String(form.get(name) ?? '');
    const choice = { only: this.only, name: value('name'), exercise: value('exercise'), state: value('state') };
    const rows = [...this.body.rows].map((row) => ({ row, shown: shownOf(row) }));
    let fitting = 0;
    for (const { row, shown } of rows) {
      row.hidden = !fits(shown, choice);
      if (!row.hidden) fitting++;
    }
    const none = this.root.querySelector<HTMLElement>('.board-none');
    if (none) none.hidden = fitting > 0;
    if (this.body.contains(document.activeElement)) return;
    const sorted = [...rows].sort((one, other) => compare(value('sort'), one.shown, other.shown));
    if (sorted.some(({ row }, at) => row !== rows[at]?.row)) this.body.append(...sorted.map(({ row }) => row));
  }
}

function shownOf(row: HTMLTableRowElement): Shown {
  return {
    name: row.querySelector('bdi')?.textContent ?? '',
    asks: row.hasAttribute('data-asks'),
    cells: [...row.querySelectorAll<HTMLElement>('td')].map((cell) => ({
      exercise: cell.dataset['exercise'] ?? '',
      state: (cell.dataset['state'] ?? 'not-started') as State,
      from: Date.parse(cell.dataset['from'] ?? ''),
    })),
  };
}

function keep(item: HTMLElement, name: string, value: string | null | undefined): void {
  if (value) item.dataset[name] = value;
  else delete item.dataset[name];
}
