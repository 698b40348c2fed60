import { describe, expect, it } from 'vitest';
import { inWords } from '../src/page/lease';
import { minutesAndSeconds } from '../src/page/steps';

const MINUTE = 60_000;

describe('what is left of a machine', () => {
  it.each([
    [-5 * MINUTE, 'less than a minute'],
    [59_999, 'less than a minute'],
    [MINUTE, '1 minute'],
    [5 * MINUTE + 30_000, '5 minutes'],
    [89 * MINUTE, '89 minutes'],
    [95 * MINUTE, '2 hours'],
    [8 * 60 * MINUTE, '8 hours'],
  ])('%i ms is said as %s', (milliseconds, words) => {
    expect(inWords(milliseconds)).toBe(words);
  });
});

describe('a clock beside a step', () => {
  it.each([
    [-400, '0:00'],
    [999, '0:00'],
    [65_000, '1:05'],
    [600_000, '10:00'],
  ])('%i ms is shown as %s', (milliseconds, shown) => {
    expect(minutesAndSeconds(milliseconds)).toBe(shown);
  });
});
