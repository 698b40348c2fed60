import { fill } from '../words/load';
import { type StepNow, showSteps } from './steps';
import { replace } from './swap';
import { type Why, part, showWhy } from './why';
import { words } from './words';

/**
 * A grade as the server tells it (LiveMessage.java), in the language of the page. All text in it may be hostile: it is put in as
 * text, never as HTML.
 */
export interface Graded {
  passed: boolean;
  /** Whether nothing is under way that may change it. */
  settled: boolean;
  /** Whether the server has written that down. */
  kept: boolean;
  checks: Check[];
  watched: Watched[];
}

/** A real packet that is sent with every change of rules. */
interface Watched {
  state: 'waiting' | 'through' | 'stopped';
  answer: string | null;
}

export interface Check extends Why {
  id: string;
  state: 'waiting' | 'passed' | 'failed' | 'undecided';
  words: string;
  steps: StepNow[];
}

/** Passed since the page was loaded; what it then has to say is asked for once the server has written that down. */
let learnedIsMissing = false;

/** Shows a grade on the page and says aloud what has changed. */
export function showGrade(grade: Graded): void {
  const news = grade.checks.map((check) => showCheck(check, grade.settled)).filter((item) => item !== '');
  showWatched(grade.watched);
  // Who is graded has begun: there is a journal, and evidence.
  document.getElementById('attempt-links')?.removeAttribute('hidden');
  const verdict = document.getElementById('verdict');
  if (grade.passed && verdict?.hidden) {
    verdict.hidden = false;
    news.push(verdict.textContent ?? '');
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
    part(item, '.watched-answer').textContent = packet.answer ?? '';
  });
}

/** Returns what is new about the check, in words; empty if nothing is. */
function showCheck(check: Check, settled: boolean): string {
  const item = document.querySelector<HTMLElement>(`[data-check="${CSS.escape(check.id)}"]`);
  if (!item) return '';
  const before = item.dataset['state'];
  // What is being looked at again stays as it was seen last: no flicker between two answers.
  if (check.state === 'waiting' && before !== 'waiting' && !settled) return '';
  const news = part(item, '.check-state').textContent !== check.words;
  item.dataset['state'] = check.state;
  item.classList.toggle('just-passed', check.state === 'passed' && before !== 'passed');
  part(item, '.check-state').textContent = check.words;
  const done = showSteps(item, check.steps);
  showWhy(item, check);
  if (!news) return done;
  const told = fill(words.checkNews, { check: part(item, '.check-title').textContent ?? '', state: check.words });
  return [done, told].filter((text) => text !== '').join(' ');
}

/** What an exercise has to say once it is passed is not on the page before: it comes with the page as it is now. */
async function showLearned(): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (answer.ok) replace('#learned, #solution', new DOMParser().parseFromString(await answer.text(), 'text/html'));
}
