/** Seconds as people read them: 1:05, and 1:00:05 where there are hours. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return h === 0 ? `${m}:${s}` : `${h}:${String(m).padStart(2, '0')}:${s}`;
}

/** The last of those, in order, that is not after a time; -1 before the first. */
export function lastAt(times: readonly number[], at: number): number {
  // A moment that was sought is there, whatever rounding did to it.
  return times.findLastIndex((time) => time <= at + 0.0015);
}
