/** A box that means nothing without another (data-with is its selector) can be ticked only with it. */
export function boxesTogether(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>('input[type=checkbox][data-with]')) {
    const other = document.querySelector<HTMLInputElement>(box.dataset['with'] ?? '');
    if (!other) continue;
    const follow = (): void => {
      box.disabled = !other.checked;
      if (!other.checked) box.checked = false;
    };
    other.addEventListener('change', follow);
    follow();
  }
}
