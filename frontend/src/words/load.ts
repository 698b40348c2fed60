// The texts of islands: one file for each area and language, src/words/<language>/<area>.json. English says which texts there
// are; test/words holds the other languages to it. How to add texts or a language is told in docs/languages.md.

/** A text with a number in it: one form for each kind of number that the language tells apart (Intl.PluralRules). */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const english = 'en';

/** The language of the page, which the server chose. */
export function pageLanguage(): string {
  return (typeof document === 'undefined' ? '' : document.documentElement.lang) || english;
}

/**
 * The texts of an area in the language of the page; in English if they are not translated. Only that language's file is fetched.
 *
 * @param files what Vite's `import.meta.glob` finds for the area's files, their default exports
 */
export async function loadWords<Words>(files: Record<string, () => Promise<unknown>>, language: string = pageLanguage()): Promise<Words> {
  const names = Object.keys(files);
  const name = names.find((file) => file.includes(`/${language}/`)) ?? names.find((file) => file.includes(`/${english}/`));
  const load = name === undefined ? undefined : files[name];
  if (!load) throw new Error('an island has no English texts');
  return (await load()) as Words;
}

/** A text with values in place of their names in braces. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? shown(values[name] ?? '') : place));
}

/** The form of a text that fits a number, which stands where `{count}` is. */
export function counted(forms: Counted, count: number, values: Readonly<Record<string, string | number>> = {}): string {
  const form = forms[new Intl.PluralRules(pageLanguage()).select(count)] ?? forms.other;
  return fill(form, { ...values, count });
}

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

function shown(value: string | number): string {
  if (typeof value === 'string') return value;
  return isPlain(value) && !OTHER_DIGITS.test(pageLanguage()) ? String(value) : new Intl.NumberFormat(pageLanguage()).format(value);
}

/** Languages that may write numbers with other digits than ours. */
const OTHER_DIGITS = /^(ar|as|bgn|bn|ckb|dz|fa|ks|lrc|mni|mr|my|mzn|ne|pa|ps|sa|sat|sd|ur|uz)(-|$)/;

/** Whether a number reads the same in every language with our digits. The first number format of a page loads tables for tens of milliseconds. */
function isPlain(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 1000;
}
