import { fill } from '../words/load';
import { type StepNow, showSteps } from './steps';
import { replace } from './swap';
import { words } from './words';

/** A grade as the server tells it (LiveMessage.java). All text in it may be hostile: it is put in as text, never as HTML. */
export interface Graded {
  passed: boolean;
  /** Whether the server has written that down. */
  kept: boolean;
  checks: Check[];
  watched: Watched[];
}

/** A real packet that is sent with every change of rules. */
interface Watched {
  state: 'waiting' | 'through' | 'stopped';
  answer: string;
}

export interface Check {
  id: string;
  state: 'waiting' | 'passed' | 'failed' | 'undecided';
  reason: { text: string; code: boolean }[];
  rules: { table: string; chain: string; number: number; text: string; role: string }[];
  steps: StepNow[];
  passedAt?: string | null;
  undoneAt?: string | null;
}

const ROLES: Readonly<Record<string, string>> = words.rule;
const ANSWERS: Readonly<Record<string, string>> = words.watched;

/** The same words as CheckView.java has for the page as it was loaded. */
export function stateWords(check: Check): string {
  switch (check.state) {
    case 'passed':
      return words.state.passed;
    case 'failed':
      return check.undoneAt ? words.state.undone : words.state.failed;
    case 'undecided':
      return words.state.undecided;
    case 'waiting':
      return check.passedAt ? words.state.again : words.state.waiting;
  }
}

/** Passed since the page was loaded; what it then has to say is asked for once the server has written that down. */
let learnedIsMissing = false;

/** Shows a grade on the page and says aloud what has changed. */
export function showGrade(grade: Graded): void {
  const news = grade.checks.map(showCheck).filter((item) => item !== '');
  showWatched(grade.watched);
  const verdict = document.getElementById('verdict');
  if (grade.passed && verdict?.hidden) {
    verdict.hidden = false;
    news.push(words.allPassed);
    learnedIsMissing = true;
  }
  if (learnedIsMissing && grade.kept) {
    learnedIsMissing = false;
    void showLearned();
  }
  const voice = document.getElementById('check-news');
  if (voice && news.length > 0) voice.textContent = news.join(' ');
}

function showWatched(watched: Watched[]): void {
  const items = document.querySelectorAll<HTMLElement>('#watched li');
  watched.forEach((packet, index) => {
    const item = items[index];
    if (!item || packet.state === 'waiting') return;
    item.dataset['state'] = packet.state;
    part(item, '.watched-answer').textContent = ANSWERS[packet.answer] ?? packet.answer;
  });
}

/** Returns what is new about the check, in words; empty if nothing is. */
function showCheck(check: Check): string {
  const item = document.querySelector<HTMLElement>(`[data-check="${CSS.escape(check.id)}"]`);
  if (!item) return '';
  const before = item.dataset['state'];
  // What is being looked at again stays as it was seen last: no flicker between two answers.
  if (check.state === 'waiting' && before !== 'waiting') return '';
  item.dataset['state'] = check.state;
  item.classList.toggle('just-passed', check.state === 'passed' && before !== 'passed');
  part(item, '.check-state').textContent = stateWords(check);
  const why = part(item, '.check-why');
  why.replaceChildren(...check.reason.map((run) => (run.code ? element('code', run.text) : run.text)));
  why.hidden = check.reason.length === 0;
  const rules = part(item, '.rules');
  rules.replaceChildren(...check.rules.map(rule));
  rules.hidden = check.rules.length === 0;
  const done = showSteps(item, check.steps);
  return before === check.state ? done : fill(words.checkNews, { check: part(item, '.check-title').textContent ?? '', state: stateWords(check) });
}

function rule(of: Check['rules'][number]): HTMLElement {
  const item = element('li', '', 'rule');
  item.dataset['role'] = of.role;
  const table = of.table === 'filter' ? '' : `${of.table} `;
  item.append(
    element('span', `${table}${of.chain} ${of.number}`, 'rule-place'),
    element('code', of.text, 'rule-text'),
    element('span', ROLES[of.role] ?? '', 'rule-role'),
  );
  return item;
}

/** What an exercise has to say once it is passed is not on the page before: it comes with the page as it is now. */
async function showLearned(): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (answer.ok) replace('#learned, #solution', new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

function part(item: HTMLElement, selector: string): HTMLElement {
  const found = item.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`a check has no ${selector}`);
  return found;
}

function element(name: string, text: string, className?: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
