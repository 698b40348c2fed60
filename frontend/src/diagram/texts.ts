import { loadWords } from '../words/load';

/** The texts of the map and of all around it, in the language of the page. */
export const texts = await loadWords<typeof import('../words/en/diagram.json')>(
  import.meta.glob('../words/*/diagram.json', { import: 'default' }),
);
