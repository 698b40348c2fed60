/**
 * Flashcards by keyboard: Space shows the answer, 1 to 4 say how well it was known. Without this script the same page is a form
 * that opens and buttons that send. The forms themselves are sent by the page's own script, which puts the next card in place.
 */
export function flashcards(): void {
  const main = document.getElementById('main');
  if (!main || !document.getElementById('flashcards')) return;
  document.addEventListener('keydown', (event) => key(event));
  document.addEventListener('toggle', (event) => opened(event.target), true);
  // The next card comes as a part of the page that is replaced.
  new MutationObserver(() => arrived()).observe(main, { childList: true });
  showKeys();
}

function key(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  const back = document.querySelector<HTMLDetailsElement>('#flashcards details');
  if (!back) return;
  if (event.key === ' ' && !back.open && !ownSpace(event.target)) {
    event.preventDefault();
    back.open = true;
  } else if (back.open && /^[1-4]$/.test(event.key)) {
    const buttons = back.querySelectorAll<HTMLButtonElement>('.flashcard-rating');
    const button = buttons[Number(event.key) - 1];
    // One answer a card: while it is on its way, a second key says nothing.
    if (button && !back.querySelector('[aria-busy="true"]')) button.click();
  }
}

/** Things that mean something else by Space, or the same by themselves. */
function ownSpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, summary, select, textarea') !== null;
}

function opened(target: EventTarget | null): void {
  if (target instanceof HTMLDetailsElement && target.open) target.querySelector<HTMLElement>('#card-answer')?.focus();
}

function arrived(): void {
  const card = document.getElementById('flashcards');
  const news = document.getElementById('cards-news');
  if (!card || card.dataset['met']) return;
  card.dataset['met'] = 'yes';
  showKeys();
  document.getElementById('card-question')?.focus();
  if (news) news.textContent = card.dataset['news'] ?? '';
}

function showKeys(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('.flashcards-keys')) hint.hidden = false;
}
