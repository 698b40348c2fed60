import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/diagram/layout';
import type { WalkView } from '../../src/diagram/model';
import { presets } from '../../src/diagram/presets';
import { trailOf } from '../../src/diagram/trail';
import { countWords } from '../../src/diagram/watch';
import { dockerHost, published, step, syn, world } from './fixtures';

const choices = { opened: new Set<string>(), closed: new Set<string>() };

describe('what a watch has seen', () => {
  it('is told whole when all of it is shown', () => {
    expect(countWords({ seen: [], packets: 1, shown: 1, millis: 400, over: null })).toBe('1 packet in 1 s.');
    expect(countWords({ seen: [], packets: 12, shown: 12, millis: 9_600, over: null })).toBe('12 packets in 10 s.');
  });

  it('is said to be a sample when it is one', () => {
    expect(countWords({ seen: [], packets: 4300, shown: 20, millis: 10_000, over: null })).toBe('Showing 20 of about 4,300 packets in 10 s.');
  });
});

describe('packets to begin with', () => {
  it('are of every kind, with both sides of a box between two networks', () => {
    const all = presets(world, dockerHost);
    expect(new Set(all.map(({ request }) => request.flags))).toEqual(new Set(['SYN', 'ACK', 'RST', 'FIN']));
    expect(new Set(all.map(({ request }) => request.protocol))).toEqual(new Set(['tcp', 'udp', 'icmp']));
    expect(all.filter(({ answer }) => answer)).toHaveLength(1);
    expect(all.some(({ request }) => request.from === 'box' && request.to === 'box')).toBe(true);
    expect(all.some(({ request }) => request.from === 'shop' && request.to === 'internet')).toBe(true);
    expect(all.filter(({ request }) => request.port === 8080)).toHaveLength(1);
  });
});

describe.each([360, 1280, 2560])('a packet over lo, %i px wide', (width) => {
  const own = { ...syn, source: '127.0.0.1', destination: '127.0.0.1', in: null, out: 'lo', state: 'NEW' };
  const back = { ...own, in: 'lo', out: null };
  const walk: WalkView = {
    ...published,
    from: 'box',
    to: 'box',
    packet: own,
    steps: [
      step({ kind: 'routing', hook: 'OUTPUT', outcome: 'goes_on', packet: own }),
      step({ kind: 'tracking', hook: 'OUTPUT', outcome: 'goes_on', packet: own }),
      step({ kind: 'policy', hook: 'POSTROUTING', table: 'nat', chain: 'POSTROUTING', outcome: 'accepts', packet: own }),
      step({ kind: 'routing', hook: 'PREROUTING', outcome: 'goes_on', packet: back }),
      step({ kind: 'rule', hook: 'INPUT', table: 'filter', chain: 'INPUT', rule: 1, last: 1, outcome: 'accepts', packet: back }),
      step({ kind: 'delivery', hook: 'INPUT', outcome: 'accepts', packet: back }),
    ],
    decidedAt: 4,
  };
  const drawing = layOut({ rules: dockerHost, world, walks: [walk], choices, width });
  const points = trailOf(drawing, walk).legs.flatMap((leg) => leg.points);

  it('comes in again beside the cards, and never through one that it does not pass', () => {
    const upwards = points.flatMap((point, i) => {
      const next = points[i + 1];
      return next && next.y < point.y - 1 ? [{ x: (point.x + next.x) / 2, from: next.y, to: point.y }] : [];
    });
    expect(upwards).toHaveLength(1);
    const edge = Math.min(...drawing.cards.map((card) => card.x));
    expect(upwards[0]?.x).toBeLessThan(edge);
    expect(upwards[0]?.x).toBeGreaterThan(drawing.box.x);
  });

  it('ends at the local process', () => {
    expect(points.at(-1)).toEqual(drawing.process);
  });

  it('has no way back where no packet takes it', () => {
    const other = layOut({ rules: dockerHost, world, walks: [published], choices, width });
    expect(other.edges.some((edge) => edge.from === 'POSTROUTING' && edge.to === 'PREROUTING')).toBe(false);
  });
});
