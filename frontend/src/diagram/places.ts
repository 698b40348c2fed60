import type { StepView, WalkView } from './model';

/** Names a base chain at its hook. */
export function baseKey(table: string, chain: string): string {
  return `${table}/${chain}`;
}

/** Names a rule or policy in the chain that `path` leads to. */
export function placeKey(path: string, place: number | 'policy'): string {
  return `${path}#${place}`;
}

/** Names a chain as called by a rule. */
export function calledKey(path: string, rule: number, chain: string): string {
  return `${path}#${rule}>${chain}`;
}

/** Where a walk's step happens: the chain by the way that led to it, because one chain can be called from many places. */
export interface PlacedStep {
  step: StepView;
  path: string | null;
  key: string | null;
}

interface Call {
  table: string;
  chain: string;
  path: string;
}

/** Finds the way that led to each step, from the steps before it. */
export function placeSteps(walk: WalkView): PlacedStep[] {
  const calls: Call[] = [];
  let before: StepView | null = null;
  return walk.steps.map((step) => {
    if (step.table === null || step.chain === null) {
      calls.length = 0;
      before = null;
      return { step, path: null, key: null };
    }
    enter(calls, step.table, step.chain, before);
    before = step;
    const path = calls.at(-1)?.path ?? baseKey(step.table, step.chain);
    return { step, path, key: placeKey(path, step.rule ?? 'policy') };
  });
}

function enter(calls: Call[], table: string, chain: string, before: StepView | null): void {
  const caller = calls.at(-1);
  const back = calls.findLastIndex((call) => call.table === table && call.chain === chain);
  if (before?.outcome === 'calls' && caller && before.rule !== null && caller.table === table && (back < 0 || callsChain(before, chain))) {
    calls.push({ table, chain, path: calledKey(caller.path, before.rule, chain) });
    return;
  }
  if (back >= 0) {
    calls.length = back + 1;
  } else {
    calls.length = 0;
    calls.push({ table, chain, path: baseKey(table, chain) });
  }
}

/** Whether a rule calls that chain by name. One that does not may have called an empty chain, from which the packet has come back. */
function callsChain(step: StepView, chain: string): boolean {
  return / -[jg] (\S+)$/.exec(step.text)?.[1] === chain;
}

/** What walks touch: rules and policies by key, and the chains that they go into. */
export interface Touched {
  keys: Set<string>;
  paths: Set<string>;
}

/** Collects what some walks touch. Rules that are only passed are not touched. */
export function touchedBy(walks: readonly WalkView[]): Touched {
  const touched: Touched = { keys: new Set(), paths: new Set() };
  for (const placed of walks.flatMap(placeSteps)) {
    if (placed.path !== null) touched.paths.add(placed.path);
    if (placed.key !== null && placed.step.outcome !== 'passes') touched.keys.add(placed.key);
  }
  return touched;
}
