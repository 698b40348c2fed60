/** Words of which one with a hyphen, such as `--dport`, is broken only if no line has room for it. Hostile text stays text. */
export function unbroken(words: string): (Node | string)[] {
  // By letters and not by spaces: sentences of Chinese have none.
  return words.split(/([!-~]*-[!-~]*)/).map((part, i) => (i % 2 === 1 ? whole(part) : part));
}

function whole(word: string): HTMLElement {
  const made = document.createElement('span');
  made.className = 'unbroken';
  made.textContent = word;
  return made;
}
