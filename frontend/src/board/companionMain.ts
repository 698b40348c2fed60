// A learner's page, for their instructor: <div data-learner-page="ID" data-class="ID">, and in it <div data-companion="PATH">.
import '@xterm/xterm/css/xterm.css';
import '../terminal/terminal.css';
import { SWAPPED, replace } from '../page/swap';
import { Companion } from './companion';
import type { Changed } from './model';
import { moments } from './moments';
import { listen } from './socket';

const LIVE_PARTS = '#learner-head, #learner-tabs, #learner-checks, #learner-timeline, #learner-notes';
const PAUSE = 1_000;

for (const root of document.querySelectorAll<HTMLElement>('[data-companion]')) new Companion(root);
for (const root of document.querySelectorAll<HTMLElement>('[data-learner-page]')) keepTrue(root);
moments(document);
document.addEventListener(SWAPPED, () => moments(document));

/** What the class's board tells of this learner is news here, too: the parts that show it are asked for again. */
function keepTrue(root: HTMLElement): void {
  const learner = root.dataset['learnerPage'];
  let first = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  listen<Changed>(
    `/classes/${root.dataset['class']}/board/live`,
    (message) => {
      const about = message.rows.some((row) => row.learner === learner);
      if (about && !first) timer ??= setTimeout(() => void renew().finally(() => (timer = undefined)), PAUSE);
      first = false;
    },
    () => {},
  );
}

async function renew(): Promise<void> {
  const here = new URL(location.href);
  here.searchParams.delete('done');
  const answer = await fetch(here, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  moments(page);
  replace(LIVE_PARTS, page);
}
