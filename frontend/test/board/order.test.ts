import { describe, expect, it } from 'vitest';
import { compare, fits, type Choice, type Shown } from '../../src/board/order';
import { inWords } from '../../src/board/time';

const all: Choice = { only: '', name: '', exercise: '', state: '' };

function shown(name: string, states: Shown['cells'][number]['state'][], asks = false, from = 0): Shown {
  return { name, asks, cells: states.map((state, number) => ({ exercise: `e${number}`, state, from })) };
}

describe('who is wanted', () => {
  const ada = shown('Ada Lovelace', ['passed', 'stuck']);

  it('is found by a part of the name, in any case', () => {
    expect(fits(ada, { ...all, name: ' love' })).toBe(true);
    expect(fits(ada, { ...all, name: 'grace' })).toBe(false);
  });

  it('is found by a state, of any exercise or of one', () => {
    expect(fits(ada, { ...all, state: 'stuck' })).toBe(true);
    expect(fits(ada, { ...all, state: 'stuck', exercise: 'e1' })).toBe(true);
    expect(fits(ada, { ...all, state: 'stuck', exercise: 'e0' })).toBe(false);
  });

  it('is found by what they need', () => {
    expect(fits(ada, { ...all, only: 'stuck' })).toBe(true);
    expect(fits(ada, { ...all, only: 'working' })).toBe(false);
    expect(fits(ada, { ...all, only: 'asking' })).toBe(false);
    expect(fits(ada, { ...all, only: 'done' })).toBe(false);
    expect(fits(shown('Bob', ['passed', 'undone']), { ...all, only: 'done' })).toBe(true);
  });
});

describe('who comes first', () => {
  const rows = [
    shown('Zoe', ['working']),
    shown('Ada', ['passed']),
    shown('Late', ['stuck'], false, 500),
    shown('Long', ['stuck'], false, 100),
    shown('Hand', ['working'], true),
    shown('New', ['not-started']),
  ];
  const sorted = (by: string): string[] => [...rows].sort((one, other) => compare(by, one, other)).map((row) => row.name);

  it('is who asks for help, then who is stuck the longest', () => {
    expect(sorted('need')).toEqual(['Hand', 'Long', 'Late', 'Zoe', 'New', 'Ada']);
  });

  it('or goes by name, or by what is passed', () => {
    expect(sorted('name')).toEqual(['Ada', 'Hand', 'Late', 'Long', 'New', 'Zoe']);
    expect(sorted('progress').at(-1)).toBe('Ada');
  });
});

it('says a length of time as coarse as people do', () => {
  expect(inWords(59_000)).toBe('< 1 min');
  expect(inWords(61_000)).toBe('1 min');
  expect(inWords(100 * 60_000)).toBe('1 h');
  expect(inWords(-5)).toBe('< 1 min');
});
