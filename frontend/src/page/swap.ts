/** What the document hears when parts of it have been replaced by the answer to a form. */
export const SWAPPED = 'packetwalk-swapped';

/**
 * Forms that change a part of the page without loading all of it again, which would tear the terminal away. The server answers
 * as it does without scripts, with the whole page; the parts that data-swap names are taken out of that.
 */
export function swapForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if (form.dataset['busy']) busy(form, event.submitter);
    if (!form.dataset['swap']) return;
    event.preventDefault();
    void send(form, form.dataset['swap'], event.submitter);
  });
}

async function send(form: HTMLFormElement, parts: string, submitter: HTMLElement | null): Promise<void> {
  submitter?.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])),
      headers: { Accept: 'text/html' },
    });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok || !replace(parts, page)) {
      form.submit(); // let the browser show what the server has to say
    } else {
      document.dispatchEvent(new Event(SWAPPED));
    }
  } catch {
    form.submit();
  } finally {
    submitter?.removeAttribute('aria-busy');
    if (submitter && form.dataset['busy']) submitter.textContent = submitter.dataset['label'] ?? '';
  }
}

/** Takes the named parts over from another page; false if it has none of them. */
export function replace(parts: string, from: Document): boolean {
  const fresh = from.querySelectorAll(parts);
  for (const part of fresh) {
    const old = document.getElementById(part.id);
    const focused = old?.contains(document.activeElement) ?? false;
    old?.replaceWith(part);
    if (focused) refocus(part);
  }
  return fresh.length > 0;
}

/** Whoever pressed a button in a part that was replaced goes on in that part, not at the top of the page. */
function refocus(part: Element): void {
  const next = part.querySelector<HTMLElement>('button, a[href], textarea, input:not([type="hidden"])');
  if (next) {
    next.focus();
  } else if (part instanceof HTMLElement) {
    part.tabIndex = -1;
    part.focus();
  }
}

function busy(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (!submitter) return;
  submitter.dataset['label'] ??= submitter.textContent ?? '';
  submitter.textContent = form.dataset['busy'] ?? '';
  submitter.setAttribute('aria-busy', 'true');
}
