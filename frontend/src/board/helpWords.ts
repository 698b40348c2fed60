import { loadWords } from '../words/load';

/** The texts of this island in the language of the page. */
export const words = await loadWords<typeof import('../words/en/help.json')>(
  import.meta.glob('../words/*/help.json', { import: 'default' }),
);
