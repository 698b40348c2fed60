import type { RulesView } from './model';
import { baseKey, placeKey } from './places';

/** What is new about rules: places (in the chain itself, however it is reached) that came, and those whose counters have moved. */
export interface News {
  fresh: ReadonlySet<string>;
  moved: ReadonlySet<string>;
}

export const NO_NEWS: News = { fresh: new Set(), moved: new Set() };

/** What is new since `before`. Rules are known by their text, so that one that was inserted is new and those below it are not. */
export function newsSince(before: RulesView | null, now: RulesView): News {
  if (before === null) return NO_NEWS;
  const fresh = new Set<string>();
  const moved = new Set<string>();
  const old = new Map(before.tables.flatMap((table) => table.chains.map((chain) => [baseKey(table.name, chain.name), chain] as const)));
  for (const table of now.tables) {
    for (const chain of table.chains) {
      const path = baseKey(table.name, chain.name);
      const was = old.get(path);
      const counts = new Map<string, number[]>();
      for (const rule of was?.rules ?? []) counts.set(rule.text, [...(counts.get(rule.text) ?? []), rule.packets]);
      for (const rule of chain.rules) {
        const packets = counts.get(rule.text)?.shift();
        if (packets === undefined) fresh.add(placeKey(path, rule.number));
        else if (rule.packets > packets) moved.add(placeKey(path, rule.number));
      }
      if (was && chain.packets > was.packets) moved.add(placeKey(path, 'policy'));
    }
  }
  return { fresh, moved };
}
