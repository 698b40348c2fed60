import type { StepView, WalkView } from './model';

/** Where two walks part: the step of each from which on they are not the same; null where one has ended. */
export interface Difference {
  left: number | null;
  right: number | null;
}

/**
 * The first difference of two walks of the same packet; null when they agree. Rules that do not match leave no trace in the kernel, and
 * policies that let pass stand in listings also where there is no chain.
 */
export function firstDifference(left: WalkView, right: WalkView): Difference | null {
  const a = telling(left);
  const b = telling(right);
  const count = Math.max(a.length, b.length);
  for (let i = 0; i < count; i++) {
    const [x, y] = [a[i], b[i]];
    if (!x || !y || !same(x.step, y.step)) return { left: x?.at ?? null, right: y?.at ?? null };
  }
  if (left.verdict === right.verdict) return null;
  return { left: a.at(-1)?.at ?? null, right: b.at(-1)?.at ?? null };
}

function telling(walk: WalkView): { step: StepView; at: number }[] {
  return walk.steps
    .map((step, at) => ({ step, at }))
    .filter(({ step }) => (step.kind === 'rule' && step.outcome !== 'passes') || (step.kind === 'policy' && step.outcome !== 'accepts'));
}

function same(a: StepView, b: StepView): boolean {
  return a.hook === b.hook && a.table === b.table && a.chain === b.chain && a.rule === b.rule && a.outcome === b.outcome;
}
