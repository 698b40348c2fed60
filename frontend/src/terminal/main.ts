// The terminal island: <div data-island="terminal" data-sandbox="ID">. Types what `packetwalk:type` events on the document say
// ({ text, run }), and tells the page of `packetwalk:lease` ({ endsAt, canExtend }) and `packetwalk:sandbox-over` ({ reason }).
import '@xterm/xterm/css/xterm.css';
import './terminal.css';
import { Island } from './island';

for (const root of document.querySelectorAll<HTMLElement>('[data-island="terminal"]')) {
  const sandbox = root.dataset['sandbox'];
  if (sandbox) {
    void new Island(root, sandbox).start();
  }
}
