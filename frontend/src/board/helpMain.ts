// A learner's exercise page: <div data-help="LESSON/EXERCISE">, and <div data-watchers> beside the terminal, where there is one.
import { Help } from './help';

for (const root of document.querySelectorAll<HTMLElement>('[data-help]')) {
  new Help(root, document.querySelector<HTMLElement>('[data-watchers]'));
}
