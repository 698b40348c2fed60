import { describe, expect, it } from 'vitest';
import { distance, length, pointAt, rounded, shifted, straightened } from '../../src/diagram/geometry';
import { layOut, type Scene } from '../../src/diagram/layout';
import type { StepView, WalkView } from '../../src/diagram/model';
import { NO_NEWS, newsSince } from '../../src/diagram/news';
import { paintGround, paintText } from '../../src/diagram/paint';
import { placeSteps, touchedBy } from '../../src/diagram/places';
import { folds, rowsOf } from '../../src/diagram/rows';
import { trailOf, walked } from '../../src/diagram/trail';
import { ruleWords, wrapped } from '../../src/diagram/type';
import { xml } from '../../src/diagram/vector';
import { chain, dockerHost, dropped, published, services, step, syn, table, world } from './fixtures';

const nothing = { opened: new Set<string>(), closed: new Set<string>() };
const untouched = { keys: new Set<string>(), paths: new Set<string>() };

function scene(width: number, walks: WalkView[] = [], rules = dockerHost): Scene {
  return { rules, world, walks, choices: nothing, width };
}

describe('lines', () => {
  const corner = [{ x: 0, y: 0 }, { x: 0, y: 10 }, { x: 10, y: 10 }];

  it('know how long they are and what lies along them', () => {
    expect(length(corner)).toBe(20);
    expect(pointAt(corner, 15)).toEqual({ x: 5, y: 10 });
    expect(pointAt(corner, 99)).toEqual({ x: 10, y: 10 });
  });

  it('lose points that they do not turn at', () => {
    expect(straightened([{ x: 0, y: 0 }, { x: 0, y: 4 }, { x: 0, y: 4 }, { x: 0, y: 10 }])).toEqual([{ x: 0, y: 0 }, { x: 0, y: 10 }]);
  });

  it('run side by side round a corner without crossing', () => {
    const [left, right] = [shifted(corner, -3), shifted(corner, 3)];
    expect(left).toEqual([{ x: -3, y: 0 }, { x: -3, y: 13 }, { x: 10, y: 13 }]);
    expect(right).toEqual([{ x: 3, y: 0 }, { x: 3, y: 7 }, { x: 10, y: 7 }]);
  });

  it('have round corners, smaller where there is no room', () => {
    expect(rounded(corner, 4)).toBe('M0 0L0 6Q0 10 4 10L10 10');
    expect(rounded([{ x: 0, y: 0 }, { x: 0, y: 2 }, { x: 10, y: 2 }], 4)).toBe('M0 0L0 1Q0 2 1 2L10 2');
  });
});

describe('rows', () => {
  it('are the tables of a hook in the order of their priorities, connection tracking between raw and the others', () => {
    const rules = { generation: 1, tables: [table('filter', chain('OUTPUT', 'DROP')), table('nat', chain('OUTPUT', 'ACCEPT')), table('raw', chain('OUTPUT', 'ACCEPT'))] };
    const names = rowsOf(rules, 'OUTPUT', untouched, nothing).map((row) => (row.kind === 'table' ? row.table : row.kind));
    expect(names).toEqual(['raw', 'policy', 'tracking', 'nat', 'policy', 'filter', 'policy']);
  });

  it('show a small chain where it is called, once for each rule that calls it', () => {
    const keys = rowsOf(dockerHost, 'FORWARD', untouched, nothing).map((row) => row.key);
    expect(keys).toContain('filter/FORWARD#1>DOCKER-USER#1');
    expect(keys).toContain('filter/FORWARD#2>DOCKER-ISOLATION-STAGE-1#1>DOCKER-ISOLATION-STAGE-2#2');
    expect(keys.at(-1)).toBe('filter/FORWARD#policy');
  });

  it('fold a called chain that the learner has closed, unless a walk goes into it', () => {
    const path = 'filter/FORWARD#4>DOCKER';
    const closed = { opened: new Set<string>(), closed: new Set([path]) };
    expect(rowsOf(dockerHost, 'FORWARD', untouched, closed).map((row) => row.key)).not.toContain(`${path}#1`);
    expect(rowsOf(dockerHost, 'FORWARD', touchedBy([published]), closed).map((row) => row.key)).toContain(`${path}#1`);
  });

  it('end where chains call each other in a circle', () => {
    const rules = { generation: 1, tables: [table('filter', chain('INPUT', 'DROP', '-j A'), chain('A', null, '-j B'), chain('B', null, '-j A'))] };
    expect(rowsOf(rules, 'INPUT', untouched, nothing).length).toBeLessThan(20);
  });

  it('fold what no walk touches and keep the ends, what is touched and its neighbours', () => {
    expect(folds(9, () => false)).toHaveLength(9);
    expect(folds(40, (number) => number === 20)).toEqual([[1, 1], [2, 2], [3, 18], [19, 19], [20, 20], [21, 21], [22, 39], [40, 40]]);
  });

  it('stay few when there are thousands of rules', () => {
    const touched = { keys: new Set(['nat/PREROUTING#1', 'nat/PREROUTING#1>KUBE-SERVICES#2500']), paths: new Set(['nat/PREROUTING', 'nat/PREROUTING#1>KUBE-SERVICES']) };
    const rows = rowsOf(services(5000), 'PREROUTING', touched, nothing);
    expect(rows.length).toBeLessThan(25);
    expect(rows.filter((row) => row.kind === 'more').map((row) => [row.from, row.to])).toEqual([[3, 2498], [2502, 4999]]);
  });
});

describe('places', () => {
  it('are found by the way that led to them', () => {
    expect(placeSteps(published).map(({ key }) => key).filter((key) => key !== null)).toEqual([
      'nat/PREROUTING#1',
      'nat/PREROUTING#1>DOCKER#1',
      'nat/PREROUTING#1>DOCKER#2',
      'filter/FORWARD#1',
      'filter/FORWARD#1>DOCKER-USER#1',
      'filter/FORWARD#2',
      'filter/FORWARD#2>DOCKER-ISOLATION-STAGE-1#1',
      'filter/FORWARD#2>DOCKER-ISOLATION-STAGE-1#2',
      'filter/FORWARD#3',
      'filter/FORWARD#4',
      'filter/FORWARD#4>DOCKER#1',
      'nat/POSTROUTING#1',
      'nat/POSTROUTING#policy',
    ]);
  });
});

describe('a packet that comes back', () => {
  it('from an empty chain at the end of a called one is in the chain that called first', () => {
    const at = (place: string, outcome: StepView['outcome'], text: string): StepView => {
      const [chainName = '', number = ''] = place.split(' ');
      return step({ kind: 'rule', hook: 'INPUT', table: 'filter', chain: chainName, rule: Number(number), last: Number(number), text, outcome, packet: syn });
    };
    const steps = [at('INPUT 1', 'calls', '-A INPUT -j A'), at('A 1', 'calls', '-A A -j EMPTY'), at('INPUT 2', 'drops', '-A INPUT -j DROP')];
    expect(placeSteps({ ...dropped, steps }).map(({ key }) => key)).toEqual(['filter/INPUT#1', 'filter/INPUT#1>A#1', 'filter/INPUT#2']);
  });
});

describe.each([344, 640, 1200, 2400])('a map %i wide', (width) => {
  const drawing = layOut(scene(width, [published]));

  it('lets no card lie over another', () => {
    const cards = [...drawing.cards, drawing.ticket, drawing.verdict];
    for (const [i, a] of cards.entries()) {
      for (const b of cards.slice(i + 1)) {
        expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
      }
    }
  });

  it('leads no line over what there is to read', () => {
    const walked = [drawing.ticket, drawing.verdict];
    for (const { points } of drawing.edges) {
      for (const [i, point] of points.entries()) {
        const next = points[i + 1] ?? point;
        const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
        expect(walked.some(({ x, y, w, h }) => middle.x > x && middle.x < x + w && middle.y > y && middle.y < y + h)).toBe(false);
      }
    }
  });

  it('keeps everything inside', () => {
    for (const { x, y, w, h } of [...drawing.cards, drawing.ticket, drawing.verdict, ...drawing.arrivals, ...drawing.departures]) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(drawing.width);
      expect(y + h).toBeLessThanOrEqual(drawing.height);
    }
  });

  it('leads a packet from stop to stop without a gap, always downwards', () => {
    const trail = trailOf(drawing, published);
    let at = trail.start;
    for (const leg of trail.legs) {
      expect(distance(at, leg.points[0] ?? at)).toBeLessThan(0.01);
      for (const point of leg.points) {
        expect(point.y).toBeGreaterThanOrEqual(at.y - 0.01);
        at = point;
      }
    }
    const shop = drawing.departures.flatMap((group) => group.hosts).find((host) => host.name === 'shop');
    expect(at).toMatchObject({ x: shop?.x, y: shop?.y });
    expect(walked(trail, trail.legs.length).at(-1)).toEqual(at);
  });
});

describe('a walk on the map', () => {
  const drawing = layOut(scene(1200, [dropped]));

  it('ends where the packet is dropped', () => {
    const policy = drawing.cards.find((card) => card.hook === 'INPUT')?.rows.find((at) => at.row.key === 'filter/INPUT#policy');
    expect(trailOf(drawing, dropped).legs.at(-1)?.points.at(-1)).toEqual({ x: policy?.x, y: policy?.y });
  });

  it('shows the stop of every rule that it passes', () => {
    const passes = trailOf(drawing, dropped).legs.find((leg) => leg.step.chain === 'INPUT');
    expect(passes?.passed).toHaveLength(4);
  });

  it('stays where it is at a rule that is not there any more', () => {
    const without = { ...dockerHost, tables: dockerHost.tables.map((one) => (one.name === 'nat' ? one : { ...one, chains: one.chains.filter((c) => c.name !== 'DOCKER') })) };
    const legs = trailOf(layOut(scene(1200, [published], without)), published).legs;
    const gone = legs.findIndex((leg) => leg.step.chain === 'DOCKER' && leg.step.table === 'filter');
    expect(legs[gone]?.points.at(-1)).toEqual(legs[gone - 1]?.points.at(-1));
  });

  it('begins at the local process when the box sends', () => {
    const own: WalkView = { ...dropped, from: 'box', steps: [step({ kind: 'policy', hook: 'OUTPUT', table: 'filter', chain: 'OUTPUT', outcome: 'accepts', packet: syn })] };
    expect(trailOf(drawing, own).start).toEqual(drawing.process);
  });

  it('is half way when half of a leg is done', () => {
    const trail = trailOf(drawing, dropped);
    const first = trail.legs[0];
    expect(length(walked(trail, 0.5))).toBeCloseTo((first?.length ?? 0) / 2);
  });
});

describe('what is painted', () => {
  it('is text, however hostile a comment is', () => {
    const drawing = layOut(scene(1200));
    const painted = xml(paintText(drawing, NO_NEWS)) + xml(paintGround(drawing));
    expect(painted).not.toContain('<script>');
    expect(painted).toContain('&lt;script&gt;');
  });

  it('is well-formed although a rule holds what XML cannot', () => {
    expect(xml({ name: 'text', attributes: { a: '"\u0000' }, children: ['\u001b[31m'] })).toBe('<text a="&quot;\ufffd">\ufffd[31m</text>');
  });

  it('holds the whole text of a rule in as many lines as it needs', () => {
    expect(wrapped(ruleWords('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'), 20, 5)).toEqual(['-p tcp -m tcp', '--dport 22 -j ACCEPT']);
    expect(wrapped('one two three', 5, 1)).toEqual(['one …']);
    expect(wrapped('丢弃这个包，因为它的端口是 23。', 14, 5)).toEqual(['丢弃这个包，因为', '它的端口是 23。']);
    expect(ruleWords('-A INPUT')).toBe('(matches every packet)');
  });
});

describe('news', () => {
  it('tells an inserted rule from those below it, and counters that have moved', () => {
    const before = { generation: 1, tables: [table('filter', chain('INPUT', 'DROP', '-i lo -j ACCEPT', '-p tcp -j ACCEPT'))] };
    const inserted = chain('INPUT', 'DROP', '-p icmp -j ACCEPT', '-i lo -j ACCEPT', '-p tcp -j ACCEPT');
    const rules = inserted.rules.map((rule, i) => ({ ...rule, packets: [0, 0, 9][i] ?? 0 }));
    const now = { generation: 2, tables: [table('filter', { ...inserted, rules })] };
    expect(newsSince(before, now)).toMatchObject({ fresh: new Set(['filter/INPUT#1']), moved: new Set(['filter/INPUT#3']) });
    expect(newsSince(before, now).added).toEqual([{ place: 'filter INPUT, rule 1', text: '-A INPUT -p icmp -j ACCEPT' }]);
    expect(newsSince(null, now)).toEqual(NO_NEWS);
  });
});
