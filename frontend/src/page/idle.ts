/** How long work that nobody waits for is put off at most. */
const LONGEST_MS = 2000;
const WITHOUT_IDLE_MS = 300;

/** Does what nobody waits for once the browser has nothing else to do: after the first paint, and before long. */
export function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: LONGEST_MS });
  else setTimeout(act, WITHOUT_IDLE_MS);
}

/** Lets the browser paint and take keys between two pieces of work. */
export function breath(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}
