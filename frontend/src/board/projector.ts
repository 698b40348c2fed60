import type { Column, Counts, Obstacle } from './model';
import { listen } from './socket';

interface Progress {
  kind: 'progress';
  columns: Column[];
  obstacles: Obstacle[];
  counts: Counts;
}

/** The projector's page: how far a class is, live and without names. */
export function project(root: HTMLElement): void {
  for (const item of root.querySelectorAll<HTMLElement>('[data-column]')) {
    const number = (name: string): number => Number(item.querySelector(`[data-${name}]`)?.textContent ?? 0);
    bars(item, Number(item.dataset['all']), number('passed'), number('working'), number('stuck'));
  }
  const offline = root.querySelector<HTMLElement>('.board-offline');
  listen<Progress>(`/classes/${root.dataset['projector']}/board/live?names=no`, (message) => show(root, message), (up) => {
    if (offline) offline.hidden = up;
  });
}

function show(root: HTMLElement, message: Progress): void {
  for (const column of message.columns) {
    const item = root.querySelector<HTMLElement>(`[data-column="${CSS.escape(column.id)}"]`);
    if (!item) continue;
    const passed = column.states.passed + column.states.undone;
    put(item, '[data-passed]', passed);
    put(item, '[data-working]', column.states.working);
    put(item, '[data-stuck]', column.states.stuck);
    bars(item, message.counts.all, passed, column.states.working, column.states.stuck);
  }
  const first = message.obstacles[0];
  if (first) {
    put(root, '[data-mistake]', first.mistake);
    put(root, '[data-about]', first.about);
  }
}

function put(within: HTMLElement, place: string, value: string | number): void {
  const found = within.querySelector(place);
  if (found && found.textContent !== String(value)) found.textContent = String(value);
}

function bars(item: HTMLElement, all: number, passed: number, working: number, stuck: number): void {
  const parts: Readonly<Record<string, number>> = { passed, working, stuck };
  for (const [name, count] of Object.entries(parts)) {
    item.querySelector<HTMLElement>(`.projector-bar .is-${name}`)?.style.setProperty('width', `${all > 0 ? (100 * count) / all : 0}%`);
  }
}
