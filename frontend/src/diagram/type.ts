import { texts } from './texts';

/** Width of a letter of the drawing's monospaced type; a little more than most fonts have. */
export const LETTER = 7.25;

/** Chinese characters and their punctuation: wide, and a line may break between any two of them. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;
const WIDE_LETTERS = 1.75;
/** Punctuation that does not begin a line. */
const CLOSING = /^[，。：；、！？）”…]/;

/** How wide a text is, in letters. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? WIDE_LETTERS : 1;
  return width;
}

export function cut(text: string, letters: number): string {
  if (widthOf(text) <= letters) return text;
  let kept = '';
  for (const letter of text) {
    if (widthOf(kept + letter) > letters - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Breaks a text into lines; what there is no room for ends in an ellipsis. */
export function wrapped(words: string, letters: number, most: number): string[] {
  const lines: string[] = [''];
  for (const part of parts(words)) {
    const line = lines.at(-1) ?? '';
    if (line === '' || widthOf((line + part).trimEnd()) <= letters) lines[lines.length - 1] = line + part;
    else lines.push(part);
  }
  const kept = lines.slice(0, Math.max(most, 1)).map((line) => cut(line.trimEnd(), letters));
  if (lines.length > kept.length) kept.push(`${cut(kept.pop() ?? '', letters - 2).replace(/…$/, '')} …`);
  return kept;
}

/** What a line can end behind: words with the space after them, wide characters with the punctuation after them. */
function parts(text: string): string[] {
  const found: string[] = [];
  for (const part of text.match(new RegExp(`${WIDE.source}|(?:(?!${WIDE.source})\\S)+ *| +`, 'g')) ?? []) {
    if (CLOSING.test(part) && found.length > 0) found.push(`${found.pop() ?? ''}${part}`);
    else found.push(part);
  }
  return found;
}

/** A rule without what its place says already. */
export function ruleWords(text: string): string {
  return text.replace(/^-A \S+ ?/, '') || texts.matchesAll;
}
