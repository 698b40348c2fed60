/** How long somebody stays at a section before it counts as the place to come back to. */
const SETTLED_MS = 1500;

/** Tells the server what was read and where the reader is, and keeps the table of contents true. */
export function reading(lesson: HTMLElement): void {
  const id = lesson.dataset['lesson'] ?? '';
  const sections = [...lesson.querySelectorAll<HTMLElement>('[data-section]')];
  const toc = lesson.querySelector<HTMLElement>('[data-toc]');
  openable(toc);
  const told = new Set([...lesson.querySelectorAll<HTMLElement>('.toc-section.read')].map((link) => link.dataset['tocSection'] ?? ''));
  let here = '';
  let settling: ReturnType<typeof setTimeout> | undefined;

  const ends = new IntersectionObserver((seen) => {
    for (const one of seen) {
      const name = (one.target as HTMLElement).dataset['end'] ?? '';
      if (one.isIntersecting && !told.has(name)) {
        told.add(name);
        void tell(id, name, 'read').then((kept) => (kept ? tick(toc, name, told.size) : told.delete(name)));
      }
    }
  });
  for (const section of sections) {
    const end = document.createElement('span');
    end.className = 'section-end';
    end.dataset['end'] = section.dataset['section'] ?? '';
    section.append(end);
    ends.observe(end);
  }

  const move = (): void => {
    const now = current(sections.map((section) => section.getBoundingClientRect().top), innerHeight);
    const name = now === undefined ? '' : (sections[now]?.dataset['section'] ?? '');
    if (name === here) return;
    here = name;
    mark(toc, name);
    clearTimeout(settling);
    if (name) settling = setTimeout(() => void tell(id, name, 'here'), SETTLED_MS);
  };
  let waiting = false;
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        move();
      });
    },
    { passive: true },
  );
  requestAnimationFrame(move);
}

/** Which section somebody is in: the last one that begins in the upper part of the window; none above the first. */
export function current(tops: readonly number[], height: number): number | undefined {
  let found: number | undefined;
  tops.forEach((top, index) => {
    if (top < height * 0.4) found = index;
  });
  return found;
}

function mark(toc: HTMLElement | null, section: string): void {
  for (const link of toc?.querySelectorAll<HTMLElement>('[data-toc-section]') ?? []) {
    if (link.dataset['tocSection'] === section) {
      link.setAttribute('aria-current', 'true');
      keepInView(link);
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

/** Scrolls the list of contents, and nothing else, so that the current entry can be seen. */
function keepInView(link: HTMLElement): void {
  const list = link.closest<HTMLElement>('.toc');
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const top = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 0 || top > list.clientHeight - 40) list.scrollTop += top - list.clientHeight / 2;
}

function tick(toc: HTMLElement | null, section: string, read: number): void {
  const link = toc?.querySelector<HTMLElement>(`[data-toc-section="${section}"]`);
  link?.classList.add('read');
  link?.querySelector<HTMLElement>('[data-toc-heard]')?.removeAttribute('hidden');
  const bar = toc?.querySelector<HTMLProgressElement>('[data-toc-read]');
  const count = toc?.querySelector<HTMLElement>('[data-toc-count]');
  if (bar) bar.value = read;
  if (count) count.textContent = String(read);
}

/** True when the server has kept it. */
async function tell(lesson: string, section: string, what: 'read' | 'here'): Promise<boolean> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
  try {
    const answer = await fetch(`/reading/${lesson}/sections/${section}/${what}`, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': token },
      keepalive: true,
    });
    return answer.ok;
  } catch {
    return false; // offline: the section counts when its end is seen again
  }
}

/** On narrow screens the list of contents opens by a button. */
function openable(toc: HTMLElement | null): void {
  const button = toc?.querySelector<HTMLButtonElement>('[data-toc-open]');
  if (!toc || !button) return;
  const set = (open: boolean): void => {
    toc.toggleAttribute('data-open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  button.addEventListener('click', () => set(!toc.hasAttribute('data-open')));
  toc.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) set(false);
  });
}
