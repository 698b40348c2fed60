// The islands of the instructors' pages: each finds its place by itself, and is silent where it has none.
import { Board } from './board';
import { project } from './projector';

for (const root of document.querySelectorAll<HTMLElement>('[data-board]')) new Board(root);
for (const root of document.querySelectorAll<HTMLElement>('[data-projector]')) project(root);
