import { fill } from '../words/load';
import { type Why, part, showWhy } from './why';
import { words } from './words';

/** How far a step of a check has got. The steps stand on the page from the start; what changes is their state. */
export interface StepNow extends Why {
  id: string;
  state: 'done' | 'next' | 'later';
  words: string | null;
  doneAt?: string | null;
  dueAt?: string | null;
}

/** Shows which steps are done and which one is next. Returns what is new, in words; empty if nothing is. */
export function showSteps(check: HTMLElement, steps: StepNow[]): string {
  const news: string[] = [];
  for (const step of steps) {
    const item = check.querySelector<HTMLElement>(`[data-step="${CSS.escape(step.id)}"]`);
    if (!item) continue;
    const title = part(item, '.check-step-title').textContent ?? '';
    if (step.state === 'done' && item.dataset['state'] !== 'done') {
      news.push(fill(words.checkNews, { check: title, state: step.words ?? '' }));
    }
    item.dataset['state'] = step.state;
    keep(item, 'doneAt', step.doneAt);
    keep(item, 'dueAt', step.dueAt);
    part(item, '.check-step-state').textContent = step.words ?? '';
    showWhy(item, step);
  }
  showClocks(check);
  return news.join(' ');
}

function keep(item: HTMLElement, name: string, value: string | null | undefined): void {
  if (value) item.dataset[name] = value;
  else delete item.dataset[name];
}

/** Counts for the step that is waited for, if its time is limited: how long since the step before it, and how long is left. */
export function stepClocks(): void {
  showClocks(document);
  setInterval(() => showClocks(document), 1000);
}

function showClocks(within: ParentNode, now: number = Date.now()): void {
  for (const clock of within.querySelectorAll<HTMLElement>('.check-step-clock')) {
    const step = clock.closest<HTMLElement>('.check-step');
    const told = step ? clockWords(step, now) : '';
    clock.hidden = told === '';
    if (clock.textContent !== told) clock.textContent = told;
  }
}

function clockWords(step: HTMLElement, now: number): string {
  if (step.dataset['state'] !== 'next') return '';
  const before = step.previousElementSibling;
  const since = Date.parse((before instanceof HTMLElement && before.dataset['doneAt']) || '');
  const due = Date.parse(step.dataset['dueAt'] ?? '');
  if (Number.isNaN(since) || Number.isNaN(due)) return '';
  return fill(words.waitedAndLeft, { time: minutesAndSeconds(now - since), left: minutesAndSeconds(due - now) });
}

/** A length of time as a clock shows it: `1:05`. Never below nothing: the clocks of two machines differ a little. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
