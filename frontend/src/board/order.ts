import type { State } from './model';

/** What is shown of a learner, as far as order and filter ask for it. */
export interface Shown {
  name: string;
  asks: boolean;
  /** Since when they are at what they are stuck with; the longer, the earlier. */
  cells: { exercise: string; state: State; from: number }[];
}

export interface Choice {
  only: string;
  name: string;
  exercise: string;
  state: string;
}

/** Whether somebody is wanted. A state without an exercise is that of any exercise. */
export function fits(row: Shown, choice: Choice): boolean {
  const cells = row.cells.filter((cell) => choice.exercise === '' || cell.exercise === choice.exercise);
  return (
    row.name.toLocaleLowerCase().includes(choice.name.trim().toLocaleLowerCase()) &&
    (choice.state === '' || cells.some((cell) => cell.state === choice.state)) &&
    only(row, choice.only)
  );
}

function only(row: Shown, which: string): boolean {
  const has = (state: State): boolean => row.cells.some((cell) => cell.state === state);
  switch (which) {
    case 'asking':
      return row.asks;
    case 'stuck':
      return has('stuck');
    case 'working':
      return !has('stuck') && has('working');
    case 'done':
      return row.cells.every((cell) => cell.state === 'passed' || cell.state === 'undone');
    default:
      return true;
  }
}

/** Who comes first: negative for the first of the two. */
export function compare(sort: string, one: Shown, other: Shown): number {
  const byName = one.name.localeCompare(other.name);
  switch (sort) {
    case 'name':
      return byName;
    case 'progress':
      return done(one) - done(other) || byName;
    default:
      return need(other) - need(one) || stuckFrom(one) - stuckFrom(other) || byName;
  }
}

function done(row: Shown): number {
  return row.cells.filter((cell) => cell.state === 'passed' || cell.state === 'undone').length;
}

function need(row: Shown): number {
  const has = (state: State): boolean => row.cells.some((cell) => cell.state === state);
  return (row.asks ? 8 : 0) + (has('stuck') ? 4 : has('working') ? 2 : has('not-started') ? 1 : 0);
}

function stuckFrom(row: Shown): number {
  return Math.min(...row.cells.filter((cell) => cell.state === 'stuck').map((cell) => cell.from), Number.MAX_SAFE_INTEGER);
}
