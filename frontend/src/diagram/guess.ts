import type { Outcome, RulesView, Verdict, WalkView } from './model';
import { baseKey, placeKey } from './places';
import { texts } from './texts';

/** Where the learner says a packet will end: how, and by which rule or policy (null where they did not say). */
export interface Guess {
  verdict: Verdict;
  place: string | null;
}

/** A rule or policy that can be named, for a list to choose from. */
export interface Choice {
  place: string;
  words: string;
}

/** What can be named in each chain that can decide. */
export function choices(rules: RulesView): { label: string; choices: Choice[] }[] {
  return rules.tables.flatMap((table) =>
    table.chains
      .filter((chain) => chain.rules.length > 0 || chain.hook !== null)
      .map((chain) => {
        const path = baseKey(table.name, chain.name);
        const named = chain.rules.map((rule) => ({ place: placeKey(path, rule.number), words: `${rule.number}. ${rule.text}` }));
        const policy = chain.hook === null ? [] : [{ place: placeKey(path, 'policy'), words: `policy ${chain.policy ?? 'ACCEPT'}` }];
        return { label: `${table.name} ${chain.name}`, choices: [...named, ...policy] };
      }),
  );
}

const ENDS: readonly Outcome[] = ['accepts', 'drops', 'rejects', 'unknown'];

/** How a guess has turned out, in words. */
export function judged(guess: Guess, walk: WalkView): { right: boolean; words: string } {
  const end = guess.verdict === walk.verdict;
  const step = walk.decidedAt === null ? undefined : walk.steps[walk.decidedAt];
  const decided = step && ENDS.includes(step.outcome) && step.table !== null && step.chain !== null ? placeKey(baseKey(step.table, step.chain), step.rule ?? 'policy') : null;
  const rule = guess.place === null || guess.place === decided;
  if (end && rule) return { right: true, words: guess.place === null ? texts.rightEnd : texts.rightAll };
  if (end) return { right: false, words: texts.rightEndWrongRule };
  return { right: false, words: rule && guess.place !== null ? texts.rightRuleWrongEnd : texts.wrong };
}
