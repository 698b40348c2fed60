import { fill } from '../words/load';
import { type Graded, showGrade } from './checks';
import { renewLease, warnOfLease } from './lease';
import { words } from './words';

type Message =
  | ({ kind: 'grade' } & Graded)
  | { kind: 'lease'; idleEndsAt: string; hardEndsAt: string; warning: boolean }
  | { kind: 'ended'; reason: string; detail?: string };

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PING_EVERY = 30_000;

/** Keeps the page's checks and lease true while it is open, over a WebSocket that comes back by itself. */
export function live(): void {
  const sandbox = document.querySelector<HTMLElement>('[data-island="terminal"]')?.dataset['sandbox'];
  const exercise = document.querySelector<HTMLElement>('[data-exercise]')?.dataset['exercise'];
  if (!sandbox || !exercise) return;
  const address = new URL(`/sandboxes/${sandbox}/live`, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('exercise', exercise);
  connect(address, FIRST_WAIT);
}

function connect(address: URL, wait: number): void {
  const socket = new WebSocket(address);
  let ended = false;
  let nextWait = Math.min(wait * 2, LONGEST_WAIT);
  const ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), PING_EVERY);
  socket.addEventListener('open', () => (nextWait = FIRST_WAIT));
  socket.addEventListener('message', (event) => {
    const message = JSON.parse(String(event.data)) as Message;
    ended ||= message.kind === 'ended';
    take(message);
  });
  socket.addEventListener('close', () => {
    clearInterval(ping);
    // A little chance keeps a whole class from knocking at the same moment after a restart.
    if (!ended) setTimeout(() => connect(address, nextWait), wait * (0.75 + Math.random() / 2));
  });
}

function take(message: Message): void {
  switch (message.kind) {
    case 'grade':
      showGrade(message);
      break;
    case 'lease':
      renewLease(message.idleEndsAt, message.hardEndsAt);
      warnOfLease(message.warning);
      break;
    case 'ended':
      showEnd(message.reason, message.detail ?? '');
      break;
  }
}

const ENDINGS: Readonly<Record<string, string>> = words.ended;

function showEnd(reason: string, detail: string): void {
  const end = document.getElementById('machine-ended');
  const told = end?.querySelector('[data-ended-words]');
  if (!end || !told) return;
  told.textContent = fill(words.endedSentence, { why: ENDINGS[reason] ?? '', detail });
  document.querySelector('.screen')?.setAttribute('hidden', '');
  document.getElementById('machine-bar')?.setAttribute('hidden', '');
  warnOfLease(false);
  end.hidden = false;
}
