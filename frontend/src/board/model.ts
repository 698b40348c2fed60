// What the server tells of a class (BoardMessage.java, BoardView.java). All text in it may be hostile: it is put in as text.

export interface Cell {
  exercise: string;
  state: State;
  words: string;
  detail: string;
  asks: boolean;
  from?: string | null;
  to?: string | null;
}

export type State = 'not-started' | 'working' | 'stuck' | 'undone' | 'passed';

export interface Row {
  learner: string;
  name: string;
  hand: string;
  handAt?: string | null;
  cells: Cell[];
}

export interface Obstacle {
  mistake: string;
  about: string;
  learners: number;
  of: number;
}

export interface Column {
  id: string;
  number: number;
  title: string;
  states: { notStarted: number; working: number; stuck: number; passed: number; undone: number };
}

export interface Counts {
  all: number;
  asking: number;
  stuck: number;
  working: number;
  done: number;
}

export interface Changed {
  kind: 'board';
  rows: Row[];
  size: number;
  columns: Column[];
  obstacles: Obstacle[];
  counts: Counts;
  waiting: { learner: string; position: number; movedUp: boolean }[];
}
