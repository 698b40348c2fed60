import { replace } from './swap';

const EVERY = 60_000;
/** Windows get the focus many times over. */
const AT_MOST_EVERY = 3_000;

/**
 * Keeps the mark true that says whether the terminal is recorded: what the learner agreed to can change in another window, and a
 * recording can become full.
 */
export function recordingMark(): void {
  if (!document.getElementById('recording-mark')) return;
  let asked = Date.now();
  const look = (): void => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < AT_MOST_EVERY) return;
    asked = Date.now();
    void ask();
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
  setInterval(look, EVERY);
}

async function ask(): Promise<void> {
  const address = document.querySelector<HTMLFormElement>('#recording-mark form')?.action;
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    if (answer.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (said(page) !== said(document)) replace('#recording-mark', page);
  } catch {
    // The server is away, which the terminal says already.
  }
}

function said(page: Document): string | undefined {
  return page.querySelector('#recording-mark .recording-words')?.textContent?.trim();
}
