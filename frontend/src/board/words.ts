import { loadWords } from '../words/load';

/** The texts of this island in the language of the page. */
export const words = await loadWords<typeof import('../words/en/board.json')>(
  import.meta.glob('../words/*/board.json', { import: 'default' }),
);
