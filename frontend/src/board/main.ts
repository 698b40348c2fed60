// The islands of the instructors' pages: each finds its place by itself, and is silent where it has none.
import { Board } from './board';

for (const root of document.querySelectorAll<HTMLElement>('[data-board]')) new Board(root);
