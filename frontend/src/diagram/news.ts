import { fill } from '../words/load';
import type { RulesView } from './model';
import { baseKey, placeKey } from './places';
import { texts } from './texts';

/** What is new about rules: places (in the chain itself, however it is reached) that came, and those whose counters have moved. */
export interface News {
  fresh: ReadonlySet<string>;
  moved: ReadonlySet<string>;
  /** The rules that came, to be read out. */
  added: readonly { place: string; text: string }[];
}

export const NO_NEWS: News = { fresh: new Set(), moved: new Set(), added: [] };

/** What is new since `before`. Rules are known by their text, so that one that was inserted is new and those below it are not. */
export function newsSince(before: RulesView | null, now: RulesView): News {
  if (before === null) return NO_NEWS;
  const fresh = new Set<string>();
  const moved = new Set<string>();
  const added: { place: string; text: string }[] = [];
  const old = new Map(before.tables.flatMap((table) => table.chains.map((chain) => [baseKey(table.name, chain.name), chain] as const)));
  for (const table of now.tables) {
    for (const chain of table.chains) {
      const path = baseKey(table.name, chain.name);
      const was = old.get(path);
      const counts = new Map<string, number[]>();
      for (const rule of was?.rules ?? []) counts.set(rule.text, [...(counts.get(rule.text) ?? []), rule.packets]);
      for (const rule of chain.rules) {
        const packets = counts.get(rule.text)?.shift();
        if (packets === undefined) {
          fresh.add(placeKey(path, rule.number));
          added.push({ place: fill(texts.placeRule, { chain: `${table.name} ${chain.name}`, rule: rule.number }), text: rule.text });
        }
        if (packets !== undefined && rule.packets > packets) moved.add(placeKey(path, rule.number));
      }
      if (was && chain.packets > was.packets) moved.add(placeKey(path, 'policy'));
    }
  }
  return { fresh, moved, added };
}
