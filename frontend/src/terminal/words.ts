import { loadWords } from '../words/load';

/** The texts of the terminal, in the language of the page. */
export const words = await loadWords<typeof import('../words/en/terminal.json')>(
  import.meta.glob('../words/*/terminal.json', { import: 'default' }),
);
