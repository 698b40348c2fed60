/** Lists of tabs, of which one panel is shown. A tab whose panel the address asks for (#packet=… for the map) is chosen at once. */
export function tabs(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-tabs]')) {
    const all = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    list.hidden = false;
    all.forEach((tab) => tab.addEventListener('click', () => choose(all, tab)));
    list.addEventListener('keydown', (event) => {
      const next = neighbour(all, event.key);
      if (!next) return;
      event.preventDefault();
      choose(all, next);
      next.focus();
    });
    const asked = location.hash.startsWith('#packet=') ? all.find((tab) => tab.id === 'follow-tab') : undefined;
    if (asked) choose(all, asked);
  }
}

/** How far down each panel was when it was left: who has looked at the map reads on where they were. */
const left = new WeakMap<HTMLElement, number>();

function choose(all: readonly HTMLElement[], chosen: HTMLElement): void {
  const before = all.find((tab) => tab.getAttribute('aria-selected') === 'true');
  if (before) left.set(before, window.scrollY);
  for (const tab of all) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    if (panel) panel.hidden = tab !== chosen;
  }
  window.scrollTo({ top: left.get(chosen) ?? 0, behavior: 'instant' });
}

function neighbour(all: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = all.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
  const steps: Readonly<Record<string, number>> = { ArrowRight: (at + 1) % all.length, ArrowLeft: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 };
  return all[steps[key] ?? -1];
}
