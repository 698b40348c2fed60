// Programs ask a terminal what it is and where its cursor stands, and xterm.js answers as if somebody typed. The answer must
// come once: not again when old output is replayed, and not from every window that shows the terminal.

const reply = new RegExp(
  [
    String.raw`\x1b\[[?>=]?[\d;]*c`, // device attributes
    String.raw`\x1b\[\??[\d;]*n`, // device status
    String.raw`\x1b\[\??\d+;\d+(;\d+)?R`, // where the cursor is
    String.raw`\x1b\[\??\d+;\d+\$y`, // whether a mode is set
    String.raw`\x1b\[[\d;]+t`, // window reports
    String.raw`\x1bP[\s\S]*\x1b\\`, // settings, versions
    String.raw`\x1b\][\d;]+;rgb:[\da-f/]+(\x07|\x1b\\)`, // colours
  ].join('|'),
  'y',
);

/** Whether this is what a terminal answers, and nothing that a person typed. */
export function isReply(data: string): boolean {
  if (!data.startsWith('\x1b')) {
    return false;
  }
  let at = 0;
  while (at < data.length) {
    reply.lastIndex = at;
    const found = reply.exec(data);
    if (!found) {
      return false;
    }
    at += found[0].length;
  }
  return true;
}
