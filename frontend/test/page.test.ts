import { describe, expect, it } from 'vitest';
import { type Check, stateWords } from '../src/page/checks';
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

describe('the state of a check in words', () => {
  const check: Check = { id: 'a', state: 'waiting', reason: [], rules: [], steps: [], passedAt: null, undoneAt: null };

  it('tells a failure from an undone success', () => {
    expect(stateWords({ ...check, state: 'failed' })).toBe('Not passed');
    expect(stateWords({ ...check, state: 'failed', undoneAt: '2026-01-01T00:00:00Z' })).toBe('Passed before, not any more');
  });

  it('tells a first look from another', () => {
    expect(stateWords(check)).toBe('Not yet');
    expect(stateWords({ ...check, passedAt: '2026-01-01T00:00:00Z' })).toBe('Looking again');
  });

  it('never decides what cannot be decided', () => {
    expect(stateWords({ ...check, state: 'undecided' })).toBe('Cannot be decided');
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
