/** Recorded time and the time at which it is shown, in seconds: longer pauses are shortened to a limit. */
export class Pauses {
  /** Where something happened, in both times; both grow. */
  private readonly recorded: number[] = [0];
  private readonly shown: number[] = [0];

  /**
   * @param times at which something happens, in order
   * @param limit the longest pause that is shown; Infinity leaves all as they were
   */
  constructor(times: readonly number[], limit: number) {
    for (const at of times) {
      const pause = at - (this.recorded.at(-1) ?? 0);
      if (pause <= 0) continue;
      this.shown.push((this.shown.at(-1) ?? 0) + Math.min(pause, limit));
      this.recorded.push(at);
    }
  }

  /** When something is shown that happened then. What came behind the last event is shown with it. */
  toShown(recorded: number): number {
    return between(this.recorded, this.shown, recorded);
  }

  /** What is shown then, in recorded time. */
  toRecorded(shown: number): number {
    return between(this.shown, this.recorded, shown);
  }

  /** How long it is shown. */
  length(): number {
    return this.shown.at(-1) ?? 0;
  }
}

function between(from: readonly number[], to: readonly number[], at: number): number {
  const next = from.findIndex((one) => one > at);
  if (next < 0) return to.at(-1) ?? 0;
  if (next === 0) return to[0] ?? 0;
  const [a, b, x, y] = [from[next - 1] ?? 0, from[next] ?? 0, to[next - 1] ?? 0, to[next] ?? 0];
  return x + ((at - a) / (b - a)) * (y - x);
}
