import { texts } from './texts';

/** Width of a letter of the drawing's monospaced type; a little more than most fonts have. */
export const LETTER = 7.25;

export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(letters - 1, 0))}…`;
}

/** Breaks a text into lines; what there is no room for ends in an ellipsis. */
export function wrapped(words: string, letters: number, most: number): string[] {
  const lines: string[] = [''];
  for (const word of words.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= letters || line === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, Math.max(most, 1)).map((line) => cut(line, letters));
  if (lines.length > kept.length) kept.push(`${cut(kept.pop() ?? '', letters - 2).replace(/…$/, '')} …`);
  return kept;
}

/** A rule without what its place says already. */
export function ruleWords(text: string): string {
  return text.replace(/^-A \S+ ?/, '') || texts.matchesAll;
}
