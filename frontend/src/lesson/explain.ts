/** Where an arrow key leads. */
export type Move = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/**
 * The field that a move leads to. Fields stand in rows, and each has a place in its row that does not depend on how many fields the row
 * has: the column, so that up and down stay in it as well as they can.
 */
export function next(rows: readonly (readonly number[])[], at: readonly [number, number], move: Move): [number, number] {
  const [row, place] = at;
  const here = rows[row] ?? [];
  switch (move) {
    case 'left':
      return place > 0 ? [row, place - 1] : row > 0 ? [row - 1, (rows[row - 1]?.length ?? 1) - 1] : [row, place];
    case 'right':
      return place < here.length - 1 ? [row, place + 1] : row < rows.length - 1 ? [row + 1, 0] : [row, place];
    case 'up':
      return row > 0 ? [row - 1, nearest(rows[row - 1] ?? [], here[place] ?? 0)] : [row, place];
    case 'down':
      return row < rows.length - 1 ? [row + 1, nearest(rows[row + 1] ?? [], here[place] ?? 0)] : [row, place];
    case 'first':
      return [row, 0];
    case 'last':
      return [row, here.length - 1];
  }
}

function nearest(columns: readonly number[], column: number): number {
  let best = 0;
  columns.forEach((other, place) => {
    if (Math.abs(other - column) < Math.abs((columns[best] ?? 0) - column)) best = place;
  });
  return best;
}

/**
 * Makes the fields of an exhibit tell what they mean, to whoever points at them, touches them or walks through them by arrow keys. The
 * whole exhibit is one stop of the tab key.
 */
export function explain(exhibit: HTMLElement): void {
  const panel = exhibit.querySelector<HTMLElement>('[data-panel]');
  const rows = fieldsByRow(exhibit);
  const first = rows[0]?.[0];
  if (!panel || !first) return;
  panel.hidden = false;
  const all = rows.flat();
  for (const field of all) {
    field.setAttribute('role', 'button');
    field.tabIndex = field === first ? 0 : -1;
    field.addEventListener('pointerenter', () => show(field));
    field.addEventListener('focus', () => show(field));
    field.addEventListener('click', () => field.focus());
  }
  exhibit.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    const at = place(rows, document.activeElement);
    if (!move || !at || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [row, index] = next(rows.map((fields) => fields.map(column)), at, move);
    rows[row]?.[index]?.focus();
  });

  function show(field: HTMLElement): void {
    for (const other of all) other.classList.toggle('explained-now', other === field);
    if (document.activeElement === field) {
      for (const other of all) other.tabIndex = other === field ? 0 : -1;
    }
    if (panel) panel.replaceChildren(term(field), ' ', field.dataset['says']?.trim() ?? '');
  }
}

function term(field: HTMLElement): HTMLElement {
  const code = document.createElement('code');
  code.textContent = field.textContent;
  return code;
}

function fieldsByRow(exhibit: HTMLElement): HTMLElement[][] {
  return [...exhibit.querySelectorAll<HTMLElement>('caption, tr, .explained-entry')]
    .map((row) => [...row.querySelectorAll<HTMLElement>('[data-says]')])
    .filter((fields) => fields.length > 0);
}

function column(field: HTMLElement): number {
  const cell = field.closest('td');
  return cell ? cell.cellIndex : 0;
}

function place(rows: readonly (readonly HTMLElement[])[], focused: Element | null): [number, number] | undefined {
  for (const [row, fields] of rows.entries()) {
    const index = fields.findIndex((field) => field === focused);
    if (index >= 0) return [row, index];
  }
  return undefined;
}
