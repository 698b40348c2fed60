import { Terminal } from '@xterm/xterm';
import type { Cast } from './cast';

const MOST_LINES = 20_000;

/** All that a terminal showed, as text: drawn by a terminal that nobody sees, so that what was erased or drawn over is not in it. */
export async function plainText(cast: Cast): Promise<string> {
  const terminal = new Terminal({ cols: cast.columns, rows: cast.rows, scrollback: MOST_LINES, allowProposedApi: true });
  try {
    for (const [, kind, value] of cast.events) {
      if (kind === 'o') await new Promise<void>((written) => terminal.write(value, written));
      else if (kind === 'r') resize(terminal, value);
    }
    return textOf(terminal);
  } finally {
    terminal.dispose();
  }
}

function resize(terminal: Terminal, size: string): void {
  const [columns, rows] = size.split('x').map(Number);
  if (columns !== undefined && rows !== undefined && columns > 1 && rows > 0) terminal.resize(columns, rows);
}

function textOf(terminal: Terminal): string {
  const buffer = terminal.buffer.normal;
  const lines: string[] = [];
  for (let i = 0; i < buffer.length; i++) {
    const line = buffer.getLine(i);
    if (!line) continue;
    if (line.isWrapped && lines.length > 0) lines.push((lines.pop() ?? '') + line.translateToString(true));
    else lines.push(line.translateToString(true));
  }
  return lines.join('\n').trimEnd();
}
