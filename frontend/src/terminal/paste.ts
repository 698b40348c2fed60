/** The most that is pasted at once; the server takes 4 MiB that the shell has not read yet. */
export const largestPaste = 1024 * 1024;

/** What to do with text from the clipboard. */
export type Paste =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'take'; readonly text: string }
  | { readonly kind: 'ask'; readonly text: string; readonly lines: number }
  | { readonly kind: 'refuse'; readonly size: number };

/**
 * Looks at what is pasted. A shell that knows pastes (bracketed mode) waits for Enter itself; any other runs each line at once,
 * so several lines are worth a question.
 */
export function examine(text: string, bracketed: boolean): Paste {
  const size = new TextEncoder().encode(text).length;
  if (size === 0) {
    return { kind: 'nothing' };
  }
  if (size > largestPaste) {
    return { kind: 'refuse', size };
  }
  // What ends a bracketed paste must not come from within it, and no other sequence belongs into text either.
  const safe = text.replaceAll('\x1b', '');
  const lines = safe.replace(/\r\n?|\n$/g, '\n').replace(/\n+$/, '').split('\n').length;
  return !bracketed && lines > 1 ? { kind: 'ask', text: safe, lines } : { kind: 'take', text: safe };
}
