import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../src/diagram/compare';
import { choices, judged } from '../../src/diagram/guess';
import { fragmentOf, packetOf } from '../../src/diagram/link';
import { advance, back, currentStep, forward, pause, play, ready, seek, shownAt, STEP_TIME } from '../../src/diagram/playback';
import { presets, publishedPorts } from '../../src/diagram/presets';
import { countWords, endOfWalk, stepWords, walkText } from '../../src/diagram/words';
import { dockerHost, dropped, published, world } from './fixtures';

const slow = (): boolean => false;

describe('playing', () => {
  it('goes from the beginning to the end and stops there', () => {
    const half = advance(play(ready(2)), STEP_TIME * 1.5, slow);
    expect(half).toMatchObject({ position: 1.5, playing: true });
    expect(advance(half, STEP_TIME * 9, slow)).toMatchObject({ position: 2, playing: false });
  });

  it('begins anew when it is played at its end', () => {
    expect(play(seek(ready(3), 3))).toMatchObject({ position: 0, playing: true });
  });

  it('never plays what has no steps', () => {
    expect(play(ready(0)).playing).toBe(false);
  });

  it('is faster at a higher speed, and past rules that do not match', () => {
    expect(advance({ ...play(ready(4)), speed: 2 }, STEP_TIME / 2, slow).position).toBe(1);
    expect(advance(play(ready(4)), STEP_TIME, () => true).position).toBeGreaterThan(1);
  });

  it('steps to whole steps, in both directions, and pauses', () => {
    const between = { ...play(ready(4)), position: 1.4 };
    expect(forward(between)).toMatchObject({ position: 2, playing: false });
    expect(back(between)).toMatchObject({ position: 1, playing: false });
    expect(back(seek(between, 0)).position).toBe(0);
    expect(forward(seek(between, 4)).position).toBe(4);
    expect(pause(between).position).toBe(1.4);
  });

  it('speaks of the step that is under way', () => {
    expect(currentStep(ready(3))).toBeNull();
    expect(currentStep({ ...ready(3), position: 0.1 })).toBe(0);
    expect(currentStep(seek(ready(3), 2))).toBe(1);
  });

  it('lets the packet rest at its stop, and stand at stops only where motion is not wanted', () => {
    expect(shownAt({ ...ready(3), position: 1.8 }, false)).toBe(2);
    expect(shownAt({ ...ready(3), position: 1.2 }, false)).toBeLessThan(2);
    expect(shownAt({ ...ready(3), position: 1.2 }, true)).toBe(2);
  });
});

describe('two walks', () => {
  const traced = { ...published, source: 'traced' as const };

  it('agree when the kernel has left out only what does not match', () => {
    const steps = published.steps.filter((step) => step.outcome !== 'passes' && step.kind !== 'tracking' && step.kind !== 'policy');
    expect(firstDifference(published, { ...traced, steps })).toBeNull();
  });

  it('part at the first rule that is not the same', () => {
    const steps = traced.steps.map((step, i) => (i === 12 ? { ...step, rule: 2 } : step));
    expect(firstDifference(published, { ...traced, steps })).toEqual({ left: 12, right: 12 });
  });

  it('part where one of them ends', () => {
    expect(firstDifference(published, { ...traced, steps: traced.steps.slice(0, 5) })).toEqual({ left: 5, right: null });
  });

  it('part at their ends when only the verdict is another', () => {
    expect(firstDifference(published, { ...traced, verdict: 'drop' })).toEqual({ left: 12, right: 12 });
  });
});

describe('words', () => {
  it('tell of a rewritten address what it was', () => {
    expect(stepWords(published, 3)).toBe(
      'PREROUTING: nat DOCKER, rule 2 rewrites the packet (-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80). Now destination: 10.77.0.3:8080 becomes 172.17.0.2:80.',
    );
  });

  it('tell why rules do not match', () => {
    expect(stepWords(dropped, 2)).toBe('PREROUTING: nat DOCKER, rules 1 to 3 do not match, because the port is 23.');
  });

  it('name the hook once, and what happens between the chains', () => {
    expect(stepWords(dropped, 6)).toMatch(/^filter INPUT, rule 5 matches, and the packet goes on \(/);
    expect(stepWords(published, 4)).toBe('PREROUTING: the routing decision: 172.17.0.2 is reached through docker0. Now leaves through: docker0.');
  });

  it('tell the whole walk, each step in its line', () => {
    const text = walkText(published);
    for (const [i] of published.steps.entries()) expect(text).toContain(`${i + 1}. `);
    expect(text).toContain(endOfWalk(published));
    expect(endOfWalk(published)).toMatch(/^Accepted: .*Answer: SYN-ACK\.$/);
  });

  it.each([[0, '0'], [9999, '9999'], [12_345, '12.3k'], [123_456, '123k'], [5_600_000, '5.6M']])('say %i as %s', (count, words) => {
    expect(countWords(count)).toBe(words);
  });
});

describe('a prediction', () => {
  it('is right when end and rule are', () => {
    expect(judged({ verdict: 'accept', place: 'filter/DOCKER#1' }, published).right).toBe(true);
    expect(judged({ verdict: 'drop', place: 'filter/INPUT#policy' }, dropped).right).toBe(true);
    expect(judged({ verdict: 'drop', place: null }, dropped).right).toBe(true);
  });

  it.each([
    ['drop', 'filter/INPUT#5'],
    ['reject', 'filter/INPUT#policy'],
    ['accept', null],
  ] as const)('is not right as %s by %s', (verdict, place) => {
    expect(judged({ verdict, place }, dropped).right).toBe(false);
  });

  it('can name every rule and every policy', () => {
    const places = choices(dockerHost).flatMap((group) => group.choices.map((choice) => choice.place));
    expect(places).toContain('filter/DOCKER-USER#1');
    expect(places).toContain('filter/INPUT#policy');
    expect(places).not.toContain('filter/DOCKER-USER#policy');
  });
});

describe('a link', () => {
  it('leads back to the packet', () => {
    const packet = { from: 'internet', to: 'box', protocol: 'tcp', port: 8080, flags: 'SYN' } as const;
    expect(packetOf(fragmentOf(packet))).toEqual(packet);
  });

  it.each(['', '#machine', '#packet=', '#packet=a,b,tcp', '#packet=a,b,tcp,99999', '#packet=%,b,tcp,1'])('%j names no packet', (fragment) => {
    expect(packetOf(fragment)).toBeNull();
  });
});

describe('presets', () => {
  it('know the published ports from the rules', () => {
    expect(publishedPorts(dockerHost)).toEqual([8080, 9000]);
    expect(presets(world, dockerHost).map((preset) => preset.words)).toContain('to published port 8080');
  });
});
