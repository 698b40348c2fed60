/**
 * The table of services, explored in its place. Links and the form lead to pages of their own; here the same part is taken out of those
 * pages and put where the old one was.
 */
export function services(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[data-services] a') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void swap(link, link.href);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.closest('[data-services]')) return;
    event.preventDefault();
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) address.searchParams.set(name, String(value));
    void swap(form, address.href);
  });
}

async function swap(origin: HTMLElement, address: string): Promise<void> {
  const old = origin.closest<HTMLElement>('[data-services]');
  if (!old || old.getAttribute('aria-busy') === 'true') return;
  old.setAttribute('aria-busy', 'true');
  const words = origin.dataset['servicesBusy'];
  if (words) origin.textContent = words;
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-services]');
    if (!answer.ok || !fresh) throw new Error(`status ${answer.status}`);
    const again = sameControl(origin, fresh);
    old.replaceWith(fresh);
    again?.focus({ preventScroll: true });
  } catch {
    location.href = address; // let the browser show what the server has to say
  }
}

/** Whoever used a control goes on at the same one: the field of the form, or the link that leads there. */
export function sameControl(origin: HTMLElement, fresh: HTMLElement): HTMLElement | null {
  if (origin instanceof HTMLFormElement) return fresh.querySelector<HTMLElement>('input[type="search"]');
  const goal = origin.getAttribute('href');
  const links = [...fresh.querySelectorAll<HTMLAnchorElement>('a')];
  return links.find((link) => link.getAttribute('href') === goal) ?? fresh.querySelector<HTMLElement>('.services-inner:last-of-type a, a[aria-current]');
}
