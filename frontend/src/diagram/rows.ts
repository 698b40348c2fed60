import type { ChainView, Hook, RulesView, RuleView, TableView } from './model';
import { baseKey, calledKey, placeKey, type Touched } from './places';

/** One line of a hook's card, from top to bottom as a packet meets them. */
export type Row =
  | { kind: 'tracking'; key: string; depth: 0 }
  | { kind: 'table'; key: string; depth: 0; table: string; chain: ChainView }
  | { kind: 'rule'; key: string; depth: number; rule: RuleView; table: string; chain: string; opens: Opens | null }
  | { kind: 'more'; key: string; depth: number; from: number; to: number; path: string }
  | { kind: 'policy'; key: string; depth: 0; table: string; chain: ChainView };

/** What a rule that calls a chain can show below itself. */
export interface Opens {
  path: string;
  chain: string;
  rules: number;
  open: boolean;
}

/** The rule or policy that a row shows, named by its own chain; null for other rows. */
export function placeOf(row: Row): string | null {
  if (row.kind === 'rule') return placeKey(baseKey(row.table, row.chain), row.rule.number);
  return row.kind === 'policy' ? placeKey(baseKey(row.table, row.chain.name), 'policy') : null;
}

/** What the learner wants to see although it would be folded (keys of rules, paths of called chains), or folded although it is small. */
export interface Choices {
  opened: ReadonlySet<string>;
  closed: ReadonlySet<string>;
}

/** A chain of more rules than this is folded where no walk touches it. */
export const FOLD_ABOVE = 9;
/** A called chain of at most this many rules is shown without being asked for. */
const SHOW_CALLED = 4;
const DEEPEST = 6;
const TRACKING_PRIORITY = -200;

/** Where connection tracking looks at a packet first. */
const TRACKED: readonly Hook[] = ['PREROUTING', 'OUTPUT'];

/** The lines of one hook: its base chains in the order of their priorities, with what their rules call. */
export function rowsOf(rules: RulesView, hook: Hook, touched: Touched, choices: Choices): Row[] {
  const chains = rules.tables
    .flatMap((table) => table.chains.filter((chain) => chain.hook === hook).map((chain) => ({ table, chain })))
    .sort((a, b) => (a.chain.priority ?? 0) - (b.chain.priority ?? 0));
  const rows: Row[] = [];
  let tracking = TRACKED.includes(hook);
  const track = (): void => {
    if (tracking) rows.push({ kind: 'tracking', key: `tracking:${hook}`, depth: 0 });
    tracking = false;
  };
  for (const { table, chain } of chains) {
    if ((chain.priority ?? 0) > TRACKING_PRIORITY) track();
    const path = baseKey(table.name, chain.name);
    rows.push({ kind: 'table', key: `table:${path}`, depth: 0, table: table.name, chain });
    rows.push(...new Fold(table, touched, choices).rows(chain, path, 0));
    rows.push({ kind: 'policy', key: placeKey(path, 'policy'), depth: 0, table: table.name, chain });
  }
  track();
  return rows;
}

class Fold {
  private readonly chains: ReadonlyMap<string, ChainView>;

  constructor(
    private readonly table: TableView,
    private readonly touched: Touched,
    private readonly choices: Choices,
  ) {
    this.chains = new Map(table.chains.map((chain) => [chain.name, chain]));
  }

  rows(chain: ChainView, path: string, depth: number): Row[] {
    const rows: Row[] = [];
    for (const [from, to] of folds(chain.rules.length, (number) => this.wanted(path, number))) {
      if (to > from) rows.push({ kind: 'more', key: `${path}#${from}…${to}`, depth, from, to, path });
      else for (const rule of chain.rules.slice(from - 1, to)) rows.push(...this.rule(rule, chain.name, path, depth));
    }
    return rows;
  }

  private rule(rule: RuleView, chain: string, path: string, depth: number): Row[] {
    const called = rule.jump === null ? undefined : this.chains.get(rule.jump);
    const key = placeKey(path, rule.number);
    const opens = called && depth < DEEPEST ? this.opens(calledKey(path, rule.number, called.name), called, depth) : null;
    const row: Row = { kind: 'rule', key, depth, rule, table: this.table.name, chain, opens };
    return opens?.open && called ? [row, ...this.rows(called, opens.path, depth + 1)] : [row];
  }

  private opens(path: string, called: ChainView, depth: number): Opens {
    const small = depth < 2 && called.rules.length <= SHOW_CALLED;
    const open =
      called.rules.length > 0 &&
      (this.touched.paths.has(path) || this.choices.opened.has(path) || (small && !this.choices.closed.has(path)));
    return { path, chain: called.name, rules: called.rules.length, open };
  }

  private wanted(path: string, number: number): boolean {
    const below = `${placeKey(path, number)}>`;
    return this.touched.keys.has(placeKey(path, number)) || this.choices.opened.has(placeKey(path, number)) || this.opened(below);
  }

  private opened(below: string): boolean {
    for (const path of this.choices.opened) if (path.startsWith(below)) return true;
    return false;
  }
}

/**
 * Splits 1 to `count` into what is shown (one number) and what is folded (more than one): the first two and the last, what is wanted
 * and its neighbours stay. A fold hides at least three.
 */
export function folds(count: number, wanted: (number: number) => boolean): [number, number][] {
  const shown = (number: number): boolean =>
    number <= 2 || number === count || wanted(number - 1) || wanted(number) || wanted(number + 1);
  const parts: [number, number][] = [];
  for (let from = 1; from <= count; ) {
    let to = from;
    if (count > FOLD_ABOVE && !shown(from)) {
      while (to < count && !shown(to + 1)) to++;
    }
    if (to - from < 2) for (let number = from; number <= to; number++) parts.push([number, number]);
    else parts.push([from, to]);
    from = to + 1;
  }
  return parts;
}
