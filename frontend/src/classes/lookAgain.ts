import { replace } from '../page/swap';

const EVERY_MS = 1000;
const LIMIT_MS = 10_000;

/** Shows how something under way goes on: looks at the page again until it says that it is at its end. Without scripts there is a link. */
export function lookAgain(): void {
  const part = document.querySelector('[data-look-again]');
  if (part) setTimeout(() => void look(part.id), EVERY_MS);
}

async function look(id: string): Promise<void> {
  if (document.visibilityState === 'visible') {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(LIMIT_MS) });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!answer.ok || !replace(`#${id}`, page)) {
        location.reload(); // let the browser show what the server has to say
        return;
      }
    } catch {
      // The server is away for a moment: the next time asks again.
    }
  }
  if (document.querySelector('[data-look-again]')) setTimeout(() => void look(id), EVERY_MS);
}
