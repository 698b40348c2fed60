import { distance, length, type Point, straightened } from './geometry';
import { type Card, type Drawing, type Edge, LANE, type NodeId, type Placed, ROW } from './layout';
import type { StepView, WalkView } from './model';
import { placeKey, type PlacedStep, placeSteps } from './places';

/** The way of a walk on the map: from where it sets out, one leg to each step. */
export interface Trail {
  walk: WalkView;
  start: Point;
  legs: Leg[];
}

/** The line to a step, from the step before it. */
export interface Leg {
  step: StepView;
  key: string | null;
  points: Point[];
  length: number;
  /** The stops of rules that do not match. */
  passed: Point[];
}

interface Stop {
  node: NodeId;
  card: Card | null;
  point: Point;
  /** What happened there decides how the line goes on. */
  step: StepView | null;
  key: string | null;
}

/** Lays a walk onto the map. */
export function trailOf(drawing: Drawing, walk: WalkView): Trail {
  const start = startOf(drawing, walk);
  let at = start;
  const legs = placeSteps(walk).map((placed, i, all) => {
    const next = stopOf(drawing, walk, placed, all.slice(0, i), at);
    const points = straightened(way(drawing, at, next));
    at = next;
    return { step: placed.step, key: next.key, points, length: length(points), passed: passedBy(drawing, placed) };
  });
  return { walk, start: start.point, legs };
}

/** Where the walk is after `position` steps; fractions are on the way to the next. */
export function walked(trail: Trail, position: number): Point[] {
  const whole = Math.floor(position);
  const points = [trail.start, ...trail.legs.slice(0, whole).flatMap((leg) => leg.points)];
  const leg = trail.legs[whole];
  if (!leg || position === whole) return straightened(points);
  let left = leg.length * (position - whole);
  for (const [i, point] of leg.points.entries()) {
    const next = leg.points[i + 1];
    points.push(point);
    if (!next) break;
    const stretch = distance(point, next);
    if (left <= stretch) {
      const part = stretch === 0 ? 0 : left / stretch;
      points.push({ x: point.x + (next.x - point.x) * part, y: point.y + (next.y - point.y) * part });
      break;
    }
    left -= stretch;
  }
  return straightened(points);
}

function startOf(drawing: Drawing, walk: WalkView): Stop {
  const place = (node: NodeId, point: Point): Stop => ({ node, card: null, point, step: null, key: null });
  if (walk.from === 'box') return place('process', drawing.process);
  const group = drawing.arrivals.find((one) => one.name === walk.packet.in) ?? drawing.arrivals[0];
  if (!group) return place('PREROUTING', head(cardOf(drawing, 'PREROUTING')));
  const host = group.hosts.find((one) => one.name === walk.from);
  return place(`in:${group.name}`, host ?? { x: group.trunk, y: group.pill.y });
}

/** A step whose row is not there any more, or never was, is shown where the packet was before. */
function stopOf(drawing: Drawing, walk: WalkView, placed: PlacedStep, before: readonly PlacedStep[], last: Stop): Stop {
  const { step } = placed;
  const card = cardOf(drawing, step.hook);
  const inCard = (at: Placed | null): Stop => {
    const nowhere = last.card === card ? last.point : head(card);
    return { node: step.hook, card, point: at ? { x: at.x, y: at.y } : nowhere, step, key: at?.row.key ?? null };
  };
  switch (step.kind) {
    case 'rule':
    case 'policy':
      return inCard(rowOf(card, placed));
    case 'tracking':
      return inCard(card.rows.find((at) => at.row.kind === 'tracking') ?? null);
    case 'routing': {
      if (step.hook !== 'OUTPUT') return { node: 'routing', card: null, point: drawing.routing, step, key: 'routing' };
      const again = before.some((other) => other.step.hook === 'OUTPUT' && other.step.kind !== 'routing');
      if (again) return { node: 'OUTPUT', card, point: foot(card), step, key: null };
      return { node: 'process', card: null, point: drawing.process, step, key: 'process' };
    }
    case 'delivery': {
      if (step.hook !== 'POSTROUTING') return { node: 'process', card: null, point: drawing.process, step, key: 'process' };
      const group = drawing.departures.find((one) => one.name === step.packet.out) ?? drawing.departures[0];
      if (!group) return inCard(null);
      const host = group.hosts.find((one) => one.name === walk.to);
      return { node: `out:${group.name}`, card: null, point: host ?? { x: group.trunk, y: group.pill.y + group.pill.h }, step, key: `out:${group.name}` };
    }
  }
}

function passedBy(drawing: Drawing, { step, path }: PlacedStep): Point[] {
  const { rule, last } = step;
  if (step.outcome !== 'passes' || path === null || rule === null) return [];
  const is = ({ row }: Placed): boolean =>
    row.kind === 'rule' && row.rule.number >= rule && row.rule.number <= (last ?? rule) && row.key === placeKey(path, row.rule.number);
  return cardOf(drawing, step.hook).rows.filter(is).map(({ x, y }) => ({ x, y }));
}

/** The row of a step; for a rule that is folded away, the fold. */
function rowOf(card: Card, placed: PlacedStep): Placed | null {
  const number = placed.step.last ?? placed.step.rule;
  const key = number === null || placed.path === null ? placed.key : placeKey(placed.path, number);
  const exact = card.rows.find((at) => at.row.key === key);
  if (exact || number === null) return exact ?? null;
  return card.rows.find(({ row }) => row.kind === 'more' && row.path === placed.path && row.from <= number && number <= row.to) ?? null;
}

function way(drawing: Drawing, from: Stop, to: Stop): Point[] {
  if (from.node === to.node) {
    return from.card ? within(from, to.point) : [from.point, to.point];
  }
  const points = from.card ? within(from, foot(from.card)) : [from.point];
  for (const edge of route(drawing.edges, from.node, to.node)) points.push(...edge.points);
  if (to.card) points.push(head(to.card));
  points.push(to.point);
  return points;
}

const DONE: readonly StepView['outcome'][] = ['accepts', 'rewrites', 'returns'];

/** From a stop down its card; past rules that it does not get to see on the express lane. */
function within(from: Stop, to: Point): Point[] {
  const { point: a, card, step } = from;
  if (!card) return [a, to];
  if (to.x > a.x) return [a, { x: to.x, y: a.y + (to.x - a.x) }, to];
  const done = step !== null && DONE.includes(step.outcome) && step.kind === 'rule';
  if (done && to.x === card.trunk && to.y - a.y > ROW * 1.5) {
    const lane = card.trunk - LANE - 4;
    const down = Math.min(a.x - lane, to.y - a.y - ROW);
    return [a, { x: lane, y: a.y + Math.min(down, 9) }, { x: lane, y: to.y - 14 }, to];
  }
  return [a, { x: to.x, y: Math.min(a.y + (a.x - to.x), to.y) }, to];
}

/** The shortest way over the lines, in their direction. */
function route(edges: readonly Edge[], from: NodeId, to: NodeId): Edge[] {
  const open: { node: NodeId; way: Edge[] }[] = [{ node: from, way: [] }];
  const seen = new Set<NodeId>([from]);
  for (let next = open.shift(); next; next = open.shift()) {
    if (next.node === to) return next.way;
    for (const edge of edges) {
      if (edge.from === next.node && !seen.has(edge.to)) {
        seen.add(edge.to);
        open.push({ node: edge.to, way: [...next.way, edge] });
      }
    }
  }
  return [];
}

function cardOf(drawing: Drawing, hook: StepView['hook']): Card {
  const card = drawing.cards.find((one) => one.hook === hook);
  if (!card) throw new Error(`no card for ${hook}`);
  return card;
}

function head(card: Card): Point {
  return { x: card.trunk, y: card.y };
}

function foot(card: Card): Point {
  return { x: card.trunk, y: card.y + card.h };
}
