import { describe, expect, it } from 'vitest';
import { parseChoices } from '../../src/terminal/choices';
import { firstNames, nextName } from '../../src/terminal/names';
import { examine, largestPaste } from '../../src/terminal/paste';
import { activityAfter } from '../../src/terminal/prompt';
import { isReply } from '../../src/terminal/replies';

describe('what a terminal answers', () => {
  it.each([
    ['\x1b[?1;2c', 'what it is'],
    ['\x1b[>0;276;0c', 'which version'],
    ['\x1b[0n', 'that it is well'],
    ['\x1b[24;80R', 'where the cursor is'],
    ['\x1b[?25;1$y', 'whether a mode is set'],
    ['\x1bP1$r0m\x1b\\', 'a setting'],
    ['\x1b]10;rgb:ffff/ffff/ffff\x1b\\', 'a colour'],
    ['\x1b[24;80R\x1b[?1;2c', 'two things at once'],
  ])('%j tells %s', (data) => {
    expect(isReply(data)).toBe(true);
  });

  it.each([['a'], ['\x1b'], ['\x1b[A'], ['\x1bOP'], ['\x1b[15~'], ['\x1b[<0;1;1M'], ['\x1b[200~echo\x1b[201~'], ['\x1b[24;80Rx'], ['']])(
    '%j is typed',
    (data) => {
      expect(isReply(data)).toBe(false);
    },
  );
});

describe('a paste', () => {
  it('is taken when it is one line', () => {
    expect(examine('iptables -S', false)).toEqual({ kind: 'take', text: 'iptables -S' });
    expect(examine('iptables -S\n', false)).toEqual({ kind: 'take', text: 'iptables -S\n' });
  });

  it('of several lines asks, unless the shell waits for Enter', () => {
    expect(examine('a\nb\n', false)).toEqual({ kind: 'ask', text: 'a\nb\n', lines: 2 });
    expect(examine('a\r\nb', false)).toMatchObject({ kind: 'ask', lines: 2 });
    expect(examine('a\nb\n', true)).toEqual({ kind: 'take', text: 'a\nb\n' });
  });

  it('cannot end its own brackets', () => {
    expect(examine('x\x1b[20\x1b[201~1~y\n', true)).toEqual({ kind: 'take', text: 'x[20[201~1~y\n' });
  });

  it('of nothing is nothing, and of too much is refused', () => {
    expect(examine('', false)).toEqual({ kind: 'nothing' });
    expect(examine('x'.repeat(largestPaste + 1), true)).toEqual({ kind: 'refuse', size: largestPaste + 1 });
  });
});

describe('the shell', () => {
  it('says when it waits and when a command runs', () => {
    expect(activityAfter('A', 'unknown')).toBe('prompt');
    expect(activityAfter('C', 'prompt')).toBe('running');
    expect(activityAfter('D;1', 'running')).toBe('prompt');
    expect(activityAfter('X', 'running')).toBe('running');
  });
});

describe('names of terminals', () => {
  it('are the running ones in order, or the first', () => {
    expect(firstNames(['t10', 't2', 'x', 't1'])).toEqual(['t1', 't2', 't10']);
    expect(firstNames([])).toEqual(['t1']);
  });

  it('fill gaps, up to the most', () => {
    expect(nextName(['t1', 't3'], 8)).toBe('t2');
    expect(nextName(['t1', 't2'], 2)).toBeUndefined();
  });
});

describe('choices', () => {
  it('survive nonsense', () => {
    const usual = { fontSize: 14, screenReader: false, copyOnSelect: false };
    expect(parseChoices(null)).toEqual(usual);
    expect(parseChoices('{nonsense')).toEqual(usual);
    expect(parseChoices('[]')).toEqual(usual);
    expect(parseChoices('{"fontSize":1e9,"screenReader":"yes"}')).toEqual({ ...usual, fontSize: 28 });
  });

  it('are kept', () => {
    const chosen = { fontSize: 18, screenReader: true, copyOnSelect: true };
    expect(parseChoices(JSON.stringify(chosen))).toEqual(chosen);
  });
});
