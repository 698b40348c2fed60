import { loadWords } from '../words/load';

/** The texts of the page's small islands, in the language of the page. */
export const words = await loadWords<typeof import('../words/en/page.json')>(
  import.meta.glob('../words/*/page.json', { import: 'default' }),
);
