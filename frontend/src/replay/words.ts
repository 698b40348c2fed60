import { loadWords } from '../words/load';

/** The texts of the player's controls, in the language of the page. */
export const words = await loadWords<typeof import('../words/en/replay.json')>(
  import.meta.glob('../words/*/replay.json', { import: 'default' }),
);
