import { describe, expect, it } from 'vitest';
import { type Move, next } from '../../src/lesson/explain';
import { current } from '../../src/lesson/reading';
import { fits } from '../../src/lesson/sheet';

describe('arrow keys in a listing', () => {
  // A heading with two fields, a whole rule, and a rule without a target.
  const rows = [
    [0, 0],
    [0, 1, 2, 3, 4],
    [0, 1, 2, 4],
  ];
  it.each<[Move, [number, number], [number, number]]>([
    ['right', [1, 0], [1, 1]],
    ['right', [0, 1], [1, 0]],
    ['right', [2, 3], [2, 3]],
    ['left', [0, 0], [0, 0]],
    ['left', [1, 0], [0, 1]],
    ['down', [1, 4], [2, 3]],
    ['down', [1, 2], [2, 2]],
    ['down', [2, 1], [2, 1]],
    ['up', [2, 3], [1, 4]],
    ['first', [1, 3], [1, 0]],
    ['last', [1, 0], [1, 4]],
  ])('%s from %j leads to %j', (move, from, to) => {
    expect(next(rows, from, move)).toEqual(to);
  });
});

describe('the section somebody is in', () => {
  it.each([
    [[900, 1800], undefined],
    [[10, 1800], 0],
    [[-4000, 300, 1200], 1],
    [[-4000, -900, -20], 2],
  ])('with tops at %j is %s', (tops, found) => {
    expect(current(tops, 1000)).toBe(found);
  });
});

describe('a search in the cheat sheet', () => {
  it('wants every word, in any order and case', () => {
    expect(fits('list the NAT rules iptables -t nat -L', 'nat LIST')).toBe(true);
    expect(fits('list the NAT rules iptables -t nat -L', 'nat save')).toBe(false);
  });

  it('shows everything for nothing', () => {
    expect(fits('anything', '')).toBe(true);
  });
});
