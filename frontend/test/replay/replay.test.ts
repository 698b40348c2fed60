import { describe, expect, it } from 'vitest';
import { castOf } from '../../src/replay/cast';
import { clock, lastAt } from '../../src/replay/clock';
import { Pauses } from '../../src/replay/pauses';

describe('a recording’s file', () => {
  it('is read with its size and its events', () => {
    const cast = castOf('{"version":2,"width":100,"height":30}\n[0.5,"o","$ "]\n[1,"m","here"]\n');
    expect(cast).toEqual({ columns: 100, rows: 30, events: [[0.5, 'o', '$ '], [1, 'm', 'here']] });
  });

  it('is refused when it is something else', () => {
    for (const other of ['', '<html>', '{"version":3,"width":1,"height":1}', '{"version":2,"width":80,"height":24}\n[1,']) expect(castOf(other)).toBeNull();
  });
});

describe('shortened pauses', () => {
  const pauses = new Pauses([1, 1.5, 20, 20, 21], 2);

  it('are no longer than the limit, and everything else stays as it was', () => {
    expect([0, 1, 1.5, 20, 21].map((at) => pauses.toShown(at))).toEqual([0, 1, 1.5, 3.5, 4.5]);
    expect(pauses.length()).toBe(4.5);
  });

  it('are found in both times', () => {
    for (const at of [0, 0.3, 1, 1.2, 1.5, 6, 19.999, 20, 20.7, 21]) expect(pauses.toRecorded(pauses.toShown(at))).toBeCloseTo(at, 9);
  });

  it('do not go beyond the ends', () => {
    expect(pauses.toShown(99)).toBe(4.5);
    expect(pauses.toRecorded(99)).toBe(21);
    expect(pauses.toShown(-1)).toBe(0);
    expect(new Pauses([], 2).toRecorded(3)).toBe(0);
  });

  it('stay as they were without a limit', () => {
    expect(new Pauses([1, 100], Infinity).toShown(50)).toBe(50);
  });
});

describe('time', () => {
  it('is read as people do', () => {
    expect([0, 65.9, 3600, 7325].map(clock)).toEqual(['0:00', '1:05', '1:00:00', '2:02:05']);
  });

  it('finds the last moment that has come', () => {
    expect([-1, 0, 1.9995, 2, 9].map((at) => lastAt([0, 2, 2, 5], at))).toEqual([-1, 0, 2, 2, 3]);
  });
});
