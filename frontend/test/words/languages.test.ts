import { describe, expect, it } from 'vitest';
import { counted, fill, loadWords } from '../../src/words/load';

type Tree = { readonly [name: string]: string | Tree };

const files = import.meta.glob<Tree>('../../src/words/*/*.json', { import: 'default', eager: true });
const named = Object.entries(files).map(([file, words]) => {
  const [area, language] = file.split('/').reverse();
  return { area: (area ?? '').replace('.json', ''), language: language ?? '', words };
});
const areas = named.filter((file) => file.language === 'en');
const languages = [...new Set(named.map((file) => file.language))];

/** Each text by its path; the forms of a counted text are one. */
function texts(words: Tree, path = ''): Map<string, string | Tree> {
  const found = new Map<string, string | Tree>();
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string' || 'other' in value) found.set(path + name, value);
    else for (const [inner, text] of texts(value, `${path}${name}.`)) found.set(inner, text);
  }
  return found;
}

function places(text: string | Tree): string[] {
  const all = typeof text === 'string' ? text : Object.values(text).join(' ');
  return [...new Set(all.match(/\{\w+\}/g) ?? [])].sort();
}

describe.each(languages)('the texts of islands in %s', (language) => {
  it.each(areas)('are complete for $area, and name the same values', ({ area, words: english }) => {
    const words = named.find((file) => file.language === language && file.area === area)?.words ?? {};
    const here = texts(words);
    expect([...here.keys()].sort()).toEqual([...texts(english).keys()].sort());
    for (const [name, text] of texts(english)) {
      expect(places(here.get(name) ?? ''), name).toEqual(places(text));
    }
  });

  it.each(areas)('have the forms of numbers that the language tells apart, in $area', ({ area }) => {
    const words = named.find((file) => file.language === language && file.area === area)?.words ?? {};
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [name, text] of texts(words)) {
      if (typeof text !== 'string') expect(Object.keys(text).sort(), name).toEqual([...forms].sort());
    }
  });
});

describe('loading texts', () => {
  const given = {
    '../words/en/a.json': async () => ({ hello: 'Hello' }),
    '../words/eo/a.json': async () => ({ hello: 'Saluton' }),
  };

  it('takes the language of the page, which may be any that has files', async () => {
    expect(await loadWords(given, 'eo')).toEqual({ hello: 'Saluton' });
  });

  it('falls back to English', async () => {
    expect(await loadWords(given, 'fr')).toEqual({ hello: 'Hello' });
  });

  it('fetches no other language', async () => {
    const fetched: string[] = [];
    const watched = Object.fromEntries(Object.keys(given).map((name) => [name, async () => fetched.push(name)]));
    await loadWords(watched, 'eo');
    expect(fetched).toEqual(['../words/eo/a.json']);
  });
});

describe('values in texts', () => {
  it('stand where their names are, and unknown names stay', () => {
    expect(fill('{a} and {b}', { a: '<b>' })).toBe('<b> and {b}');
  });

  it('choose the form of their number', () => {
    const forms = { one: '{count} rule', other: '{count} rules' };
    expect(counted(forms, 1)).toBe('1 rule');
    expect(counted(forms, 999)).toBe('999 rules');
    expect(fill('{n}', { n: -1.5 })).toBe('-1.5');
    expect(counted(forms, 5000)).toBe('5,000 rules');
  });
});
