// The terminal island.
import '@xterm/xterm/css/xterm.css';
import { Terminal } from '@xterm/xterm';

for (const island of document.querySelectorAll<HTMLElement>('[data-island="terminal"]')) {
  new Terminal().open(island);
}
