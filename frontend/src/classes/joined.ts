const EVERY_MS = 3000;

/** Keeps the number of those who have joined up to date, while somebody can see it. What cannot be asked is asked again later. */
export function joined(): void {
  const page = document.querySelector<HTMLElement>('[data-island=joined]');
  const number = page?.querySelector<HTMLElement>('[data-joined]');
  const address = page?.dataset['address'];
  if (!number || !address) return;
  setInterval(() => {
    if (document.visibilityState === 'visible') void ask(address, number);
  }, EVERY_MS);
}

async function ask(address: string, number: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(EVERY_MS) });
    if (!answer.ok) return;
    const { joined } = (await answer.json()) as { joined: number };
    number.textContent = String(joined);
  } catch {
    // The server is away for a moment: the next time asks again.
  }
}
